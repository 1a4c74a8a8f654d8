"""The office: everything that many people work on together, on one database."""

from datetime import timedelta

from service.identity.oidc_config import OidcConfig
from service.identity.passwords import Cost
from service.identity.registry import Registry
from service.identity.sign_in import Door, Terms
from service.pipelines.desk import DeskBooks
from service.settings import Settings
from service.store.assignments import Assignments
from service.store.database import Database
from service.store.dismissals import Dismissals
from service.store.flags import Flags
from service.store.kinds import Kinds
from service.store.materials import Materials
from service.store.notes import Notes
from service.store.originals import Originals
from service.store.repeated import RepeatedRequests
from service.store.reviews import ReviewWords
from service.store.submissions import Submissions

CALLBACK = "/api/v1/sign-in/provider/return"
"""Where the provider sends browsers back to."""


def registry_of(database: Database, settings: Settings) -> Registry:
    """Who may do what, with the patience, the costs and the provider that the operator set."""
    oidc = None
    if settings.oidc_issuer:
        oidc = OidcConfig(
            issuer=settings.oidc_issuer,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            redirect_uri=settings.public_url.rstrip("/") + CALLBACK,
            scopes=settings.oidc_scopes,
            login_claim=settings.oidc_login_claim,
            create=settings.oidc_create,
            ca_file=settings.oidc_ca_file,
        )
    return Registry(
        database,
        cost=Cost(time=settings.password_passes, memory_kib=settings.password_memory_kib),
        terms=Terms(
            idle=timedelta(minutes=settings.sign_in_idle_minutes),
            longest=timedelta(hours=settings.sign_in_longest_hours),
        ),
        oidc=oidc,
    )


class Office:
    """The repositories, and the doors by which people come to them."""

    def __init__(self, database: Database, settings: Settings) -> None:
        registry = registry_of(database, settings)
        self.registry = registry
        self.units = registry.units
        self.people = registry.people
        self.keys = registry.keys
        self.scopes = registry.scopes
        self.audit = registry.audit
        self.repeated = RepeatedRequests(database)
        self.originals = Originals(database, settings.originals())
        self.materials = Materials(database)
        self.dismissals = Dismissals(database)
        self.assignments = Assignments(database)
        self.notes = Notes(database)
        self.kinds = Kinds(database)
        self.desk = DeskBooks.of(database)
        self.flags = Flags(database)
        self.submissions = Submissions(database)
        self.reviews = ReviewWords(database)

    @property
    def door(self) -> Door:
        """Signing in."""
        return self.registry.door
