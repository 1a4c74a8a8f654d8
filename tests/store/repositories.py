"""Every repository of the store, found by looking: a new method is there before anybody thinks."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import FunctionType

import service.store
from service.store.database import Database


def repositories() -> Iterator[type]:
    """The classes of ``service.store`` that are made on a database."""
    for module in sorted(m.name for m in pkgutil.iter_modules(service.store.__path__)):
        found = importlib.import_module(f"service.store.{module}")
        for thing in vars(found).values():
            if (
                inspect.isclass(thing)
                and thing.__module__ == found.__name__
                and _on_database(thing)
            ):
                yield thing


def methods() -> Iterator[tuple[type, str]]:
    """Every public method of every repository."""
    for repository in repositories():
        for name, thing in vars(repository).items():
            if not name.startswith("_") and isinstance(thing, _CALLED):
                yield repository, name


def takes_scope(repository: type, name: str) -> bool:
    """Whether a method's first argument is the acting person's scope."""
    given = list(inspect.signature(getattr(repository, name)).parameters)
    return given[1:2] == ["scope"]


_CALLED = (staticmethod, classmethod, FunctionType)


def _on_database(thing: type) -> bool:
    if issubclass(thing, BaseException | Database):
        return False
    return any(p.annotation is Database for p in inspect.signature(thing).parameters.values())
