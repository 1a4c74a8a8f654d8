"""Stands before several services and hands every request to the next of them."""

import itertools
import re
import socket
import socketserver
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

_HEAD_ENDS = b"\r\n\r\n"
_PIECE = 65_536
_CONNECTION = re.compile(rb"(?im)^connection:[^\r\n]*\r\n")


@dataclass
class RoundRobin:
    """Listens at ``base``; ``served`` counts the requests by the port that they were given to."""

    base: str
    served: Counter[int] = field(default_factory=Counter)


@contextmanager
def round_robin(ports: Sequence[int]) -> Iterator[RoundRobin]:
    """Serves until the block ends. No connection outlives its request: the next request of the
    same browser goes to the next service."""
    turns = itertools.cycle(ports)
    lock = threading.Lock()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked = _head(self.request)
            if not asked:
                return
            with lock:
                port = next(turns)
                standing.served[port] += 1
            with socket.create_connection(("127.0.0.1", port)) as service:
                service.sendall(_for_once(asked))
                onwards = threading.Thread(target=_pump, args=(self.request, service), daemon=True)
                onwards.start()
                _pump(service, self.request)

    with _Server(("127.0.0.1", 0), Handler) as server:
        standing = RoundRobin(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield standing
        finally:
            server.shutdown()
            thread.join()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128


def _head(browser: socket.socket) -> bytes:
    """A request's head with what came along of its body; nothing if there was none."""
    read = b""
    while _HEAD_ENDS not in read:
        try:
            piece = browser.recv(_PIECE)
        except ConnectionError:
            return b""
        if not piece:
            return b""
        read += piece
    return read


def _for_once(asked: bytes) -> bytes:
    head, _, body = asked.partition(_HEAD_ENDS)
    line, _, fields = (head + b"\r\n").partition(b"\r\n")
    kept = _CONNECTION.sub(b"", fields)
    return line + b"\r\nConnection: close\r\n" + kept + b"\r\n" + body


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while piece := source.recv(_PIECE):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        # One side went away, as a browser does that leaves a page: so does the other.
        for end in (source, target):
            end.close()
