from tests.fuzz.random_requests import CASES, every_list_answers, fuzz


def test_by_somebody_who_may_do_everything(server, token, tmp_path):
    gives_up_the_token = ["--exclude-path", "/api/v1/tokens/current/"]
    assert fuzz(server, tmp_path / "report.json", "--header", f"Authorization: Bearer {token}", *gives_up_the_token) >= CASES
    assert every_list_answers()
