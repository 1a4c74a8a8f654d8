"""API keys as a program and its owner meet them: made, shown once, known again."""

from collections.abc import Sequence
from datetime import datetime

from service.errors import Unauthenticated
from service.identity.scopes import Scopes
from service.identity.tokens import hashed, new_key, prefix_of
from service.office.people import NewApiKey
from service.scope import Permission, Scope
from service.store.api_keys import ApiKeys
from service.store.database import Database


class Keyring:
    """Makes keys and recognises them."""

    def __init__(self, database: Database) -> None:
        self.kept = ApiKeys(database)
        self._scopes = Scopes(database)

    def make(
        self,
        scope: Scope,
        unit: str,
        name: str,
        *,
        permissions: Sequence[Permission],
        person: str | None = None,
        expires_at: datetime | None = None,
    ) -> NewApiKey:
        """A key for the acting person (or, by this machine's operator, for ``person``) in one
        unit. The secret is in the answer and nowhere else. Raises as ``ApiKeys.add``."""
        secret = new_key()
        kept = self.kept.add(
            scope,
            person or scope.person,
            unit,
            name,
            permissions=permissions,
            key_hash=hashed(secret),
            prefix=prefix_of(secret),
            expires_at=expires_at,
        )
        return NewApiKey(key=kept, secret=secret)

    def scope_of(self, secret: str) -> Scope:
        """What a request that shows this key reaches now. Raises Unauthenticated."""
        found = self.kept.find(hashed(secret))
        if found is None:
            raise Unauthenticated("密钥无效、已到期或已吊销")
        return self._scopes.scope_of(found.person, key=found)
