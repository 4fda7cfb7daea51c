from tests.fuzz.random_requests import CASES, every_list_answers, fuzz


def test_by_anybody(server, tmp_path):
    assert fuzz(server, tmp_path / "report.json") >= CASES
    assert every_list_answers()
