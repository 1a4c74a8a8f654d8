"""A real server on loopback for the tests of the HTTP service."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import uvicorn

from service.api import make_app
from service.bootstrap import House
from service.jobs import Engine
from service.settings import Settings
from service.web import add_pages
from tests.simulated_llm.server import free_port


@contextmanager
def serving(
    settings: Settings, *, local: bool = True, listen: bool = False
) -> Iterator[tuple[House, str]]:
    """The service under these settings at an address of its own; it ends with the block.

    ``listen``: it does jobs, too.
    """
    with House(settings) as house:
        engine = Engine.start(house, listen=listen)
        port = free_port()
        app = add_pages(make_app(house, engine.jobs, local=local))
        config = uvicorn.Config(app, port=port, log_level="critical", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield house, f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(timeout=10)
            engine.stop(wait_s=0)


@contextmanager
def client_of(settings: Settings) -> Iterator[httpx2.Client]:
    """A client of the service on a machine of one's own, where nobody signs in."""
    with (
        serving(settings) as (_, base),
        httpx2.Client(base_url=base, timeout=60, trust_env=False) as opened,
    ):
        yield opened
