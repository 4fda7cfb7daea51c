"""The process that serves: who stalls stops nobody else, what is too large is refused, and a stop loses no request."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = """
import os, sys, time
from config.server import Server, listening

def application(environ, start_response):
    time.sleep(float(environ["QUERY_STRING"] or 0))
    body = b"%d bytes were read" % len(environ["wsgi.input"].read())
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]

if "LISTEN_FDS" in os.environ:
    os.environ["LISTEN_PID"] = str(os.getpid())
where, inherited = listening()
print(where.getsockname()[1], flush=True)
Server(application, where, inherited=inherited, threads=4).run()
"""
HALF_A_BODY = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\nhalf"
HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: he"


class Served:
    def __init__(self, **popen):
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PORT": "0", **popen.pop("env", {})}, **popen
        )
        self.port = int(self.process.stdout.readline())
        assert self.ask().status == 200  # by now it hears signals

    def ask(self, query="", **request) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(request.pop("method", "GET"), f"/?{query}", **request)
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        connection.close()
        return answer

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=20)


@pytest.fixture
def served():
    with Served() as server:
        yield server


@pytest.mark.parametrize("half", [HALF_A_BODY, HALF_A_HEAD])
def test_90_who_stall_stop_nobody_else_nor_the_stop(served, half):
    stalled = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(90)]
    for each in stalled:
        each.sendall(half)
    began = time.monotonic()
    assert [served.ask().status for _ in range(20)] == [200] * 20
    assert served.stop() == 0
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"headers": {"X-Long": "a" * 40_000}}, 431),
        ({"method": "POST", "headers": {"Content-Length": str(9 * 1024 * 1024)}}, 413),
        ({"method": "POST", "body": b"a" * 1_000_000}, 200),
    ],
)
def test_what_is_larger_than_anything_that_is_wanted_is_refused(served, request_, status):
    assert served.ask(**request_).status == status


def test_a_stop_answers_whoever_has_asked(served):
    """Eight who ask again and again, twice as many as there are threads: each is answered in full, or not let in."""
    outcomes = []

    def ask_until_nobody_is_there():
        while True:
            try:
                outcomes.append(served.ask("0.02").text)
            except ConnectionRefusedError:
                return
            except Exception as error:
                outcomes.append(error)

    clients = [Thread(target=ask_until_nobody_is_there) for _ in range(8)]
    for client in clients:
        client.start()
    time.sleep(0.3)
    assert served.stop() == 0
    for client in clients:
        client.join()
    assert len(outcomes) > 8
    assert set(outcomes) == {"0 bytes were read"}


def test_who_was_connected_just_before_the_stop_is_answered(served):
    """The kernel connects before the process hears of it: while it is halted, five wait."""
    served.process.send_signal(signal.SIGSTOP)
    waiting = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(5)]
    for each in waiting:
        each.sendall(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
    served.process.send_signal(signal.SIGTERM)
    served.process.send_signal(signal.SIGCONT)
    assert [each.makefile().readline() for each in waiting] == ["HTTP/1.1 200 OK\n"] * 5


def test_an_answer_that_takes_long_is_waited_for(served):
    answers = []
    client = Thread(target=lambda: answers.append(served.ask("1").text))
    client.start()
    time.sleep(0.2)
    assert served.stop() == 0
    client.join()
    assert answers == ["0 bytes were read"]


def test_a_second_signal_ends_it_at_once(served):
    client = Thread(target=lambda: pytest.raises(ConnectionError, served.ask, "5"))  # noqa: RUF061
    client.start()
    time.sleep(0.2)
    served.process.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    began = time.monotonic()
    assert served.stop() != 0
    assert time.monotonic() - began < 2
    client.join()


def test_who_comes_between_two_processes_that_share_a_socket_waits_and_is_answered():
    """As systemd hands it to the one after the other: a restart refuses nobody."""
    with socket.create_server(("127.0.0.1", 0)) as shared:
        handed_over = {"env": {"LISTEN_FDS": "1"}, "pass_fds": [3], "preexec_fn": lambda: os.dup2(shared.fileno(), 3)}
        with Served(**handed_over) as first:
            assert first.stop() == 0
        answers = []
        client = Thread(target=lambda: answers.append(first.ask().status))
        client.start()
        time.sleep(0.2)
        assert answers == []
        with Served(**handed_over) as second:
            client.join()
            assert answers == [200]
            assert second.stop() == 0
