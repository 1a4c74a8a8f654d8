"""People, their roles, and the keys of programs that act for them."""

from datetime import datetime

from service.scope import Permission, Role, Scope
from service.value import Value

LOCAL = "local"
"""The person id of whoever works on this machine itself, without signing in."""


class Membership(Value):
    """A role in a unit; without a unit, administrator of the whole house."""

    unit: str | None
    role: Role


class Person(Value):
    """A person who may sign in. A ``disabled`` one may not, from that moment on."""

    id: str
    login: str
    name: str
    memberships: tuple[Membership, ...] = ()
    has_password: bool = False
    disabled: bool = False
    created_at: datetime
    version: int = 1


class ApiKey(Value):
    """A key without its secret. ``prefix`` is its first characters, to recognise it by."""

    id: str
    person: str
    unit: str
    name: str
    prefix: str
    permissions: tuple[Permission, ...]
    created_at: datetime
    expires_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None


class KeyOf(Value):
    """A key as an administrator of its unit sees it: with whose it is. Those of a ``disabled``
    person do nothing."""

    key: ApiKey
    name: str
    login: str
    disabled: bool


class NewApiKey(Value):
    """A key just made: the only time that its ``secret`` is seen."""

    key: ApiKey
    secret: str


class KeyScope(Scope):
    """The scope of a program with an API key. It makes no further keys: a key made by a key would
    outlive its revocation."""

    key: str


class Credentials(Value):
    """What proves a person at the door; never shown to anybody."""

    person: str
    login: str
    name: str
    password_hash: str | None
    disabled: bool


class Standing(Value):
    """What a person's scope is worked out from: their roles, and the tree as parent by unit id."""

    name: str
    disabled: bool
    memberships: tuple[Membership, ...]
    parents: dict[str, str | None]


class KeptSignIn(Value):
    """A signed-in browser. It ends at ``expires_at``, or earlier when nobody uses it."""

    person: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


class NewSignIn(Value):
    """A sign-in just made: the only time that its ``token`` is seen. ``csrf`` can be told anew
    from the token at any time; a changing request shows it in a header of its own."""

    token: str
    csrf: str
    person: str
    expires_at: datetime


class SignedIn(Value):
    """Who a browser's token stands for, and what they reach at this moment."""

    scope: Scope
    csrf: str
    expires_at: datetime


class PendingSignIn(Value):
    """What an OIDC sign-in under way has to prove when it comes back; ``goes_to`` is where the
    browser wanted to go."""

    nonce: str
    verifier: str
    goes_to: str
