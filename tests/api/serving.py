"""A real server on loopback for the tests of the HTTP service."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import uvicorn

from service.api import make_app
from service.bootstrap import House
from service.settings import Settings
from tests.simulated_llm.server import free_port


@contextmanager
def client_of(settings: Settings) -> Iterator[httpx2.Client]:
    """A client of the service under these settings; the server ends with the block."""
    with House(settings) as house:
        port = free_port()
        config = uvicorn.Config(make_app(house), port=port, log_level="critical", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        base = f"http://127.0.0.1:{port}"
        with httpx2.Client(base_url=base, timeout=60, trust_env=False) as opened:
            yield opened
        server.should_exit = True
        thread.join(timeout=10)
