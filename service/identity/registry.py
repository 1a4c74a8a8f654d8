"""Everything about who may do what, on one database: what the API and the command line open."""

from functools import cached_property
from typing import TYPE_CHECKING

from service.identity.keys import Keyring
from service.identity.passwords import Cost, Passwords
from service.identity.scopes import Scopes
from service.identity.sign_in import Door, Terms
from service.store.audit import AuditLog
from service.store.database import Database
from service.store.people import People
from service.store.units import Units

if TYPE_CHECKING:
    from service.identity.oidc_config import OidcConfig
    from service.identity.oidc_sign_in import OidcDoor


class Registry:
    """Units, people, keys, sign-ins and the audit. ``oidc`` is None where no provider is set."""

    def __init__(
        self,
        database: Database,
        *,
        cost: Cost | None = None,
        terms: Terms | None = None,
        oidc: "OidcConfig | None" = None,
    ) -> None:
        self._database = database
        self._cost = cost or Cost()
        self._terms = terms or Terms()
        self._oidc = oidc
        self.units = Units(database)
        self.people = People(database)
        self.keys = Keyring(database)
        self.audit = AuditLog(database)
        self.scopes = Scopes(database)

    @cached_property
    def passwords(self) -> Passwords:
        """Made when first used: it hashes once, which takes its time on purpose."""
        return Passwords(self._cost)

    @cached_property
    def door(self) -> Door:
        """Signing in by password, and staying signed in."""
        return Door(self._database, self.passwords, self._terms)

    @cached_property
    def oidc(self) -> "OidcDoor | None":
        """Signing in at the house's provider. Raises BadSettings for an unsafe issuer."""
        if self._oidc is None:
            return None
        from service.identity.oidc_sign_in import OidcDoor

        return OidcDoor(self._database, self.door, self._oidc)
