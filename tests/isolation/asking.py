"""Requests as values, and the people and programs who send them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import httpx2

from service.scope import PERMISSIONS, Permission
from service.store.credentials import CredentialBook
from tests.isolation.town import Town

Files = tuple[tuple[str, tuple[str, bytes]], ...]
Gate = Literal[
    "open",
    "nobody",
    "disabled",
    "disabled key",
    "wrong csrf",
    "foreign origin",
    "revoked",
    "read-only",
    "program",
]
"""How somebody comes: with a good sign-in, or with what is wrong or less about it."""
KEYED: tuple[Gate, ...] = ("revoked", "disabled key", "read-only", "program")
SHUT_OUT: tuple[Gate, ...] = ("nobody", "disabled", "disabled key", "revoked")
CHANGING = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Asked:
    """A request of a route. ``path`` fills the template's parameters."""

    method: str
    template: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    form: Mapping[str, str] = field(default_factory=dict)
    files: Files = ()
    version: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def route(self) -> str:
        """Method and template."""
        return f"{self.method} {self.template}"

    def with_(self, **changes: Any) -> "Asked":
        """The same with other parts."""
        return replace(self, **changes)

    def instead(self, others: Mapping[str, str]) -> "Asked":
        """The same with each of these texts replaced by another one, wherever it stands."""
        return replace(
            self,
            path=_replaced(self.path, others),
            query=_replaced(self.query, others),
            body=_replaced(self.body, others),
            form=_replaced(self.form, others),
        )


def _replaced(value: Any, others: Mapping[str, str]) -> Any:
    if value is None:
        return None
    text = json.dumps(value, ensure_ascii=False)
    for old, new in others.items():
        text = text.replace(old, new)
    return json.loads(text)


@dataclass
class Actor:
    """Somebody at the door. ``login`` is whose reach it is, if any."""

    name: str
    login: str
    gate: Gate
    client: httpx2.Client
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, asked: Asked) -> httpx2.Response:
        """Sends a request as this actor would."""
        headers = {**self.headers, **asked.headers}
        if asked.version is not None:
            headers["If-Match"] = f'"{asked.version}"'
        return self.client.request(
            asked.method,
            asked.template.format(**asked.path),
            params=dict(asked.query),
            json=asked.body,
            data=dict(asked.form) or None,
            files=list(asked.files) or None,
            headers=headers,
        )


def sign_in(town: Town, login: str) -> tuple[str, str]:
    """A fresh sign-in of a person, with no password asked: its token and its CSRF token."""
    known = CredentialBook(town.house.database).of_login(login)
    assert known is not None
    made = town.house.office.door.let_in(known, how="password")
    return made.token, made.csrf


@contextmanager
def actors(town: Town, wanted: Iterable[tuple[str, str, Gate]]) -> Iterator[list[Actor]]:
    """Opens a client for each ``(name, login, gate)``."""
    with ExitStack() as stack:
        found = []
        for name, login, gate in wanted:
            client = httpx2.Client(base_url=town.base, timeout=60, trust_env=False)
            found.append(Actor(name, login, gate, stack.enter_context(client)))
            renew(town, found[-1])
        yield found


def renew(town: Town, actor: Actor) -> None:
    """Gives an actor what it shows at the door, or shows in vain."""
    actor.client.cookies.clear()
    if actor.gate == "nobody":
        return
    _able(town, actor.login, disabled=False)
    if actor.gate in KEYED:
        actor.headers = {"Authorization": f"Bearer {_key(town, actor)}"}
    else:
        token, csrf = sign_in(town, actor.login)
        actor.client.cookies.set("duizhao", token)
        # Of a token that is wrong in its last sign only.
        wrong = csrf[:-1] + ("0" if csrf[-1] != "0" else "1")
        actor.headers = {"X-CSRF-Token": wrong if actor.gate == "wrong csrf" else csrf}
    if actor.gate == "foreign origin":
        actor.headers["Origin"] = "https://evil.example"
    if actor.gate.startswith("disabled"):
        _able(town, actor.login, disabled=True)


def _able(town: Town, login: str, *, disabled: bool) -> None:
    people, operator = town.house.office.people, town.operator
    person = people.get(operator, town.people[login].id)
    if person.disabled != disabled:
        act = people.disable if disabled else people.enable
        act(operator, person.id, version=person.version)


def _key(town: Town, actor: Actor) -> str:
    keys, unit = town.house.office.keys, town.units[actor.login[-1]].id
    person = town.people[actor.login].id
    permissions: tuple[Permission, ...] = PERMISSIONS
    if actor.gate == "read-only":
        permissions = ("read",)
    made = keys.make(town.operator, unit, actor.name, permissions=permissions, person=person)
    if actor.gate == "revoked":
        keys.kept.revoke(town.operator, made.key.id)
    return made.secret
