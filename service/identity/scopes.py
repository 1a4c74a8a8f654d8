"""What a person reaches, worked out anew for every request: a moved unit, a changed role, a
disabled person or a revoked key takes effect at once."""

from collections.abc import Iterable, Mapping

from service.errors import Unauthenticated
from service.office.people import LOCAL, ApiKey, KeyScope, Membership, Standing
from service.scope import Role, Scope
from service.store.credentials import CredentialBook
from service.store.database import Database

Parents = Mapping[str, str | None]
"""The tree of units: each one's parent, None for a root."""


class Scopes:
    """Works scopes out from what the database says now."""

    def __init__(self, database: Database) -> None:
        self._credentials = CredentialBook(database)

    def scope_of(self, person: str, *, key: ApiKey | None = None) -> Scope:
        """The person's scope; through ``key``, cut down to its unit and permissions.

        Raises Unauthenticated for a disabled or unknown person.
        """
        standing = self._credentials.standing(person)
        if standing is None or standing.disabled or (key is not None and key.person != person):
            raise Unauthenticated("账号不存在或已停用，请与管理员联系")
        scope = scope_from(person, standing)
        return scope if key is None else cut_down(scope, key, standing.parents)

    def local(self, name: str = "") -> Scope:
        """Whoever works on this machine itself, where nobody signs in: everything is theirs."""
        every = frozenset(self._credentials.tree())
        return Scope(
            person=LOCAL,
            name=name,
            writes=every,
            heads=every,
            reviews=every,
            administers=every,
            house=True,
        )

    def anybody(self) -> bool:
        """Whether there is an account at all."""
        return self._credentials.any()


def scope_from(person: str, standing: Standing) -> Scope:
    """The scope that the roles give in the tree as it stands."""
    parents, roles = standing.parents, standing.memberships
    heads = _units(roles, "head")
    writes = heads | _units(roles, "drafter")
    house = any(role.unit is None and role.role == "administrator" for role in roles)
    looks_after = _units(roles, "administrator")
    return Scope(
        person=person,
        name=standing.name,
        writes=writes,
        heads=heads,
        reviews=_below(parents, _units(roles, "reviewer")),
        administers=frozenset(parents) if house else looks_after | _below(parents, looks_after),
        above=_above(parents, writes),
        house=house,
    )


def cut_down(scope: Scope, key: ApiKey, parents: Parents) -> KeyScope:
    """The scope as a key has it: one unit, the key's permissions, never the whole house."""
    one = frozenset({key.unit})
    return KeyScope(
        key=key.id,
        person=scope.person,
        name=scope.name,
        writes=scope.writes & one,
        heads=scope.heads & one,
        reviews=scope.reviews & one,
        administers=scope.administers & one,
        above=_above(parents, scope.writes & one),
        permissions=scope.permissions & frozenset(key.permissions),
    )


def _units(roles: Iterable[Membership], role: Role) -> frozenset[str]:
    return frozenset(m.unit for m in roles if m.role == role and m.unit is not None)


def _below(parents: Parents, tops: frozenset[str]) -> frozenset[str]:
    """The units strictly below any of ``tops``."""
    children: dict[str | None, list[str]] = {}
    for unit, parent in parents.items():
        children.setdefault(parent, []).append(unit)
    found: set[str] = set()
    left = list(tops)
    while left:
        fresh = [unit for unit in children.get(left.pop(), ()) if unit not in found]
        found.update(fresh)
        left += fresh
    return frozenset(found)


def _above(parents: Parents, units: frozenset[str]) -> frozenset[str]:
    """Every unit above any of ``units``."""
    found: set[str] = set()
    for unit in units:
        place = parents.get(unit)
        while place is not None and place not in found:
            found.add(place)
            place = parents.get(place)
    return frozenset(found)
