"""HTTP: the stories for other office systems, stateless, on loopback."""

from service.api.app import make_app

__all__ = ["make_app"]
