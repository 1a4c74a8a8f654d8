"""A town of units with people, papers, jobs and keys, each unit's content marked with its letter.

    P 县委 ── A ── C          Q 市委 (its own tree)
          └── B

Nearly all is made by the repositories, as the API makes it; what goes over HTTP is the matrix.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from service.bootstrap import House
from service.ids import new_id
from service.office.people import Membership, Person
from service.office.units import Unit
from service.scope import Role, Scope
from service.settings import Settings
from service.store.credentials import CredentialBook
from tests.api.serving import serving
from tests.isolation.canaries import word
from tests.isolation.content import Holding, furnished
from tests.jobs.world import KIND as HOUSE_KIND

RIGHT = "柳树河边有三把锄头靠墙"
LETTERS = "PABCQ"
_ABOVE = {"A": "P", "B": "P", "C": "A"}
_PEOPLE: tuple[tuple[str, tuple[tuple[str, Role], ...]], ...] = (
    *((f"drafter-{x}", ((x, "drafter"),)) for x in LETTERS),
    *((f"head-{x}", ((x, "head"),)) for x in LETTERS),
    ("reviewer-P", (("P", "reviewer"),)),
    ("reviewer-Q", (("Q", "reviewer"),)),
    ("administrator-A", (("A", "administrator"),)),
    ("administrator-Q", (("Q", "administrator"),)),
    ("disabled-A", (("A", "drafter"), ("A", "head"))),
    ("nowhere", ()),
)


@dataclass
class Town:
    """The units by their letters, the people by their logins, what each unit holds."""

    house: House
    base: str
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    held: dict[str, Holding] = field(default_factory=dict)
    _tree: dict[str, str | None] = field(default_factory=dict)

    @property
    def operator(self) -> Scope:
        """Whoever set the house up."""
        return self.house.office.scopes.local("操作员")

    def scope(self, login: str) -> Scope:
        """What a person reaches now."""
        return self.house.office.scopes.scope_of(self.people[login].id)

    def above(self) -> Mapping[str, str | None]:
        """The tree as it stands now, by letters."""
        if self._tree:
            return self._tree
        letters = {unit.id: letter for letter, unit in self.units.items()}
        parents = CredentialBook(self.house.database).tree()
        self._tree = {
            letters[unit]: letters.get(above or "")
            for unit, above in parents.items()
            if unit in letters
        }
        return self._tree

    def move(self, letter: str, below: str) -> None:
        """Puts a unit, with all below it, under another one."""
        unit = self.house.office.units.get(self.operator, self.units[letter].id)
        above = self.units[below].id
        moved = self.house.office.units.move(self.operator, unit.id, above, version=unit.version)
        self.units[letter] = moved
        self._tree = {}

    def whose(self) -> dict[str, tuple[str, str]]:
        """Every id of the town: whose it is, and what (a field of ``Holding``, unit, person)."""
        found = {unit.id: (letter, "unit") for letter, unit in self.units.items()}
        for login, person in self.people.items():
            found[person.id] = (login[-1] if login[-2] == "-" else "", "person")
        for letter, holding in self.held.items():
            for name, ident in holding.ids().items():
                found[ident] = (letter, name)
        return found


@contextmanager
def a_town(folder: Path, **settings: object) -> Iterator[Town]:
    """A served town in a new folder."""
    given = {
        "_env_file": None,
        "data_dir": folder,
        "requests_per_minute": 0,
        "password_memory_kib": 64,
        "password_passes": 1,
        "job_poll_s": 0.2,
        **settings,
    }
    kinds = folder / "kinds"
    kinds.mkdir(parents=True)
    (kinds / "small.yaml").write_text(HOUSE_KIND, encoding="utf-8")
    chosen = Settings.model_validate(given)
    with serving(chosen, local=False, listen=bool(settings.get("llm_base_url"))) as (house, base):
        yield settled(Town(house, base))


def settled(town: Town) -> Town:
    """Fills an empty house."""
    _found(town)
    for letter in LETTERS:
        town.held[letter] = furnished(town.house, town.units[letter], letter, town.scope)
    return town


def _found(town: Town) -> None:
    office, operator = town.house.office, town.operator
    for letter in LETTERS:
        above = town.units.get(_ABOVE.get(letter, ""))
        name = f"{word('name', letter)}水利局党支部"
        made = office.units.create(operator, name, parent=above.id if above else None)
        town.units[letter] = made
        operator = town.operator
    hashed = office.registry.passwords.new_hash(RIGHT, login="somebody")
    for login, roles in (*_PEOPLE, ("house", ())):
        given = [Membership(unit=town.units[x].id, role=role) for x, role in roles]
        if login == "house":
            given = [Membership(unit=None, role="administrator")]
        town.people[login] = office.people.create(
            town.operator, login, _name(login), memberships=given, password_hash=hashed
        )


def _name(login: str) -> str:
    kind, _, letter = login.partition("-")
    if kind in ("drafter", "disabled"):
        return f"文秘{word('folk', letter)}"
    return f"负责人{word('head', letter)}" if kind == "head" else login


ROLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    **dict(_PEOPLE),
    "house": (("", "administrator"),),
}
"""Everybody's roles by login, as ``rules.reach_of`` takes them."""


def strangers_ids(holding: Holding) -> dict[str, str]:
    """For each id of a holding one that nothing has."""
    lengths = {name: len(ident) for name, ident in holding.ids().items()}
    return {
        holding.ids()[name]: (new_id() + new_id() + new_id())[:length]
        for name, length in lengths.items()
    }
