"""The process that serves: waitress, which reads whole requests before a thread is taken up by them, and a stop that loses none.

    python -m config.server

HOST, PORT and THREADS say where and how; where systemd hands over a socket (LISTEN_FDS), that one is served instead. SIGTERM, or Ctrl-C,
ends it: what was asked is answered first. A second one ends it at once.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from select import select
from time import time
from typing import Any

from waitress import wasyncore
from waitress.server import create_server

FIRST_INHERITED = 3
"""The number of the first socket that systemd hands over."""
LARGEST_BODY = 8 * 1024 * 1024
"""Bytes. A file that is loaded at the desk has at most 5 MB (roadmaps/admin/importing_forms.py)."""
LIMITS = {
    "max_request_header_size": 32_768,  # bytes, the address with them; a longer one is a 431
    "max_request_body_size": LARGEST_BODY,  # a larger one is a 413
    "connection_limit": 1_000,  # who stalls takes up one of these, and no thread
    "channel_timeout": 60,  # seconds without a byte
    "cleanup_interval": 10,
    "asyncore_use_poll": True,  # select() ends at 1,024 files
}
PATIENCE = 25
"""Seconds in which all that was asked is to be answered after a stop; systemd and containers kill after 30 or more."""
QUIET = 0.5
"""Seconds without a byte after which nothing more is expected of a connection that is open."""


class Server:
    """``inherited``: the socket is another's, who keeps it open for the process that follows."""

    def __init__(self, application: Any, listening: socket.socket, *, inherited: bool = False, **settings: Any):
        self.waitress: Any = create_server(application, sockets=[listening], ident=None, **LIMITS, **settings)
        self.inherited = inherited
        self.stopping = False

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while not self.stopping:
            self._serve_for(seconds=1)
        self._let_nobody_in()
        end = time() + PATIENCE
        while time() < end and any(map(_is_busy, list(self.waitress.active_channels.values()))):
            self._serve_for(seconds=0.1)
        self.waitress.task_dispatcher.shutdown(cancel_pending=False, timeout=1)

    def stop(self, *signalled: Any) -> None:
        if self.stopping:
            sys.exit("Stopped at once.")
        self.stopping = True
        self.waitress.pull_trigger()

    def _serve_for(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self.waitress._map, count=1)

    def _let_nobody_in(self) -> None:
        """But those who have been connected by the kernel already, unless another process will answer them."""
        listening = self.waitress.socket
        while not self.inherited and select([listening], [], [], 0)[0]:
            self.waitress.handle_accept()
        self.waitress.del_channel()
        listening.close()


def _is_busy(channel: Any) -> bool:
    """It has a request or an answer under way, or may be about to send one. Who stalls in the middle of one is not waited for."""
    return bool(channel.requests or channel.total_outbufs_len or time() - channel.last_activity < QUIET)


def listening() -> tuple[socket.socket, bool]:
    """Where it is served, and whether systemd has opened it."""
    if os.environ.get("LISTEN_PID") == str(os.getpid()):
        return socket.socket(fileno=FIRST_INHERITED), True
    host, port = os.environ.get("HOST") or "127.0.0.1", int(os.environ.get("PORT") or 8000)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=1024), False


def main() -> None:
    from config.wsgi import application  # before anybody can connect: it may refuse
    from tracker.metrics import forget_the_dead

    forget_the_dead()
    where, inherited = listening()
    trusted = bool(int(os.environ.get("TRUSTED_PROXIES") or 0))  # waitress drops X-Forwarded-…; the settings believe as many as are trusted
    threads = int(os.environ.get("THREADS") or 8)
    Server(application, where, inherited=inherited, threads=threads, clear_untrusted_proxy_headers=not trusted).run()


if __name__ == "__main__":
    main()
