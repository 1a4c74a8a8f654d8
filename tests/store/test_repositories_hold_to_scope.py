"""Every query of the store is about a scope, and goes through the session that holds it to one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import service.store
from tests.store.repositories import methods, takes_scope

WITHOUT_SCOPE = {
    "ApiKeys.find": "finds out who acts, from the hash of a key: no scope exists yet",
    "Attempts.begin": "counts failed sign-ins, before anybody is known",
    "Attempts.succeeded": "counts failed sign-ins, before anybody is known",
    "AuditLog.add": "static: chains an act inside the transaction of that act, with its scope",
    "AuditLog.head": "a digest that tells of no act, for this machine's operator",
    "AuditLog.verify": "tells nothing but numbers, for this machine's operator",
    "ChunkTable.chunks": "the vector store's door: knows units and no people, one unit a call",
    "ChunkTable.count": "as above",
    "ChunkTable.stamp": "the vector store's door: knows units and no people, one unit a call",
    "CredentialBook.any": "decides scopes: who signs in is not known yet",
    "CredentialBook.bind": "decides scopes: who signs in is not known yet",
    "CredentialBook.create_from_provider": "decides scopes: who signs in is not known yet",
    "CredentialBook.of_login": "decides scopes: who signs in is not known yet",
    "CredentialBook.of_person": "decides scopes: who signs in is not known yet",
    "CredentialBook.of_subject": "decides scopes: who signs in is not known yet",
    "CredentialBook.rehash": "decides scopes: who signs in is not known yet",
    "CredentialBook.standing": "decides scopes: what a person may reach is computed from it",
    "CredentialBook.tree": "decides scopes: what a person may reach is computed from it",
    "JobRecords.unfinished": "the dispatcher's loop: takes up every unit's waiting jobs",
    "Originals.sweep": "removes files that no row names, for this machine's operator",
    "People.names_in": "this machine's own: names to mask before a model outside is asked",
    "PendingSignIns.add": "a sign-in at the provider's: nobody is known yet",
    "PendingSignIns.take": "a sign-in at the provider's: nobody is known yet",
    "SignIns.add": "makes the sign-in that a scope is later computed from",
    "SignIns.find": "finds out who acts, from the hash of a token: no scope exists yet",
    "Units.ensure": "this machine's operator, by a unit's name on the command line",
    "Units.unit_named": "this machine's operator, by a unit's name on the command line",
}
"""Methods that take no scope, and why."""

# The door itself (BEGIN), the guard, and the schema: no query about anybody's things is in them.
_APART = {"database.py", "guard.py", "upgrade.py"}


def test_every_public_method_takes_a_scope_or_says_why_not() -> None:
    without = {f"{r.__name__}.{name}" for r, name in methods() if not takes_scope(r, name)}
    assert without <= set(WITHOUT_SCOPE)
    assert all(WITHOUT_SCOPE[name] for name in without)


def test_the_list_of_exceptions_names_nothing_that_is_gone() -> None:
    there = {f"{r.__name__}.{name}" for r, name in methods()}
    assert set(WITHOUT_SCOPE) <= there


def _modules() -> Iterator[Path]:
    folder = Path(service.store.__path__[0])
    return (path for path in sorted(folder.glob("*.py")) if path.name not in _APART)


@pytest.mark.parametrize("path", list(_modules()), ids=lambda path: path.name)
def test_no_query_goes_past_the_guard(path: Path) -> None:
    assert list(_past_the_guard(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "code",
    [
        "session.execute(text('select 1'))",
        "sqlalchemy.text('select 1')",
        "select(NoteRow.__table__)",
        "Base.metadata.tables['notes']",
        "from sqlalchemy import text",
        "from sqlalchemy import literal_column as l",
        "connection.exec_driver_sql('select 1')",
    ],
)
def test_a_way_past_the_guard_is_seen(code: str) -> None:
    assert list(_past_the_guard(ast.parse(code)))


def _past_the_guard(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("sqlalchemy"):
                yield from (alias.name for alias in names if alias.name in _RAW)
            case ast.Call(func=ast.Name(id=name)) if name in _RAW:
                yield name
            case ast.Attribute(value=ast.Name(id="sqlalchemy" | "sa"), attr=name) if name in _RAW:
                yield name
            case ast.Attribute(attr=name) if name in _CORE:
                yield name
            case ast.Subscript(value=ast.Attribute(attr="tables")):
                yield "tables["


_RAW = {"text", "literal_column", "table", "TextClause"}
_CORE = {"__table__", "from_statement", "exec_driver_sql"}
