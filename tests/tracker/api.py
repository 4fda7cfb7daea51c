"""How the tests read the API."""

from django.test import Client


def read(path: str, **parameters):
    """The body of a good answer; a list repeats its parameter."""
    answer = Client().get(f"/api/v1/{path}", parameters)
    assert answer.status_code == 200, answer.content
    return answer.json()


def rows(path: str, **parameters) -> list[str]:
    """The slugs of a list, in its order."""
    return [row["slug"] for row in read(path, **parameters)["results"]]


def refused(path: str, code: int = 400, /, **parameters):
    """The problem that the API answers."""
    answer = Client().get(f"/api/v1/{path}", parameters)
    assert answer.status_code == code, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == code
    return problem


def wrong(problem, name: str):
    """What the problem says of one parameter."""
    return next(error for error in problem["errors"] if error["name"] == name)
