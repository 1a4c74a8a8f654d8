"""An office with accounts: a county that reviews, a bureau that writes, a clerk, a head, and an
administrator; and clients as each of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from service.bootstrap import House
from service.office.people import Membership
from service.office.units import Unit
from service.settings import Settings
from tests.api.serving import serving

PASSWORD = "柳树河边有三把锄头靠墙"  # noqa: S105 - of nobody
CHEAP = {"password_memory_kib": 64, "password_passes": 1}
"""Hashes that take no time: what they withstand is tested elsewhere."""


@dataclass(frozen=True)
class Town:
    """The service at ``base``, its units, and people by login: clerk, head, reviewer, admin."""

    house: House
    base: str
    county: Unit
    bureau: Unit

    def anybody(self) -> httpx2.Client:
        return httpx2.Client(base_url=self.base, timeout=60, trust_env=False)

    @contextmanager
    def signed_in(self, login: str) -> Iterator[httpx2.Client]:
        """A browser in which somebody is signed in."""
        with self.anybody() as client:
            answer = client.post("/api/v1/sign-in", json={"login": login, "password": PASSWORD})
            assert answer.status_code == 200, answer.text
            client.headers["X-CSRF-Token"] = answer.json()["csrf"]
            yield client


def settings_of(folder: Path, **more: object) -> Settings:
    given = {"data_dir": folder, "job_poll_s": 0.2, "requests_per_minute": 0, **CHEAP, **more}
    return Settings.model_validate(given)


def populate(house: House) -> tuple[Unit, Unit]:
    """Fills an empty office; gives the county and the bureau."""
    office = house.office
    operator = office.scopes.local("操作员")
    county = office.units.create(operator, "青岚县")
    bureau = office.units.create(operator, "青岚县水利局党组", parent=county.id)
    roles = {
        "clerk": Membership(unit=bureau.id, role="drafter"),
        "head": Membership(unit=bureau.id, role="head"),
        "reviewer": Membership(unit=county.id, role="reviewer"),
        "admin": Membership(unit=None, role="administrator"),
    }
    for login, role in roles.items():
        hashed = office.registry.passwords.new_hash(PASSWORD, login=login)
        office.people.create(
            operator, login, f"{login}同志", memberships=[role], password_hash=hashed
        )
    return county, bureau


@contextmanager
def town_at(settings: Settings, *, listen: bool = False) -> Iterator[Town]:
    with serving(settings, local=False, listen=listen) as (house, base):
        yield Town(house, base, *populate(house))
