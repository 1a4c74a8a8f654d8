"""An office that the store's tests share: a superior and two units, their people, a paper."""

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from service.drafting import compose
from service.drafting.snapshot import Snapshot
from service.drafts import Draft
from service.ids import new_id
from service.notes import SortReport
from service.office.assignments import Assignment, KeptRawNote
from service.office.desk import KeptDraft
from service.office.units import Unit
from service.pipelines.desk import DeskBooks
from service.scope import Scope
from service.store.assignments import Assignments
from service.store.database import Database
from service.store.units import Units
from tests.drafting.drafting_cases import NOTES, snapshot

OPERATOR = Scope(person="operator", name="系统管理员", house=True)


@dataclass
class Town:
    """``above`` is the superior of ``water`` and ``roads``; each unit has a head and a drafter."""

    database: Database
    above: Unit = field(init=False)
    water: Unit = field(init=False)
    roads: Unit = field(init=False)

    def __post_init__(self) -> None:
        units = Units(self.database)
        # Names are taken once in a house, and one database may hold several towns.
        town = new_id()
        self.above = units.create(OPERATOR, f"县委办公室{town}")
        operator = OPERATOR.model_copy(update={"administers": frozenset({self.above.id})})
        self.water = units.create(operator, f"水利局{town}", parent=self.above.id)
        self.roads = units.create(operator, f"公路局{town}", parent=self.above.id)

    @property
    def office(self) -> DeskBooks:
        return DeskBooks.of(self.database)

    def head(self, unit: Unit | None = None) -> Scope:
        own = frozenset({(unit or self.water).id})
        above = frozenset({self.above.id})
        return Scope(person="head", name="王局长", writes=own, heads=own, above=above)

    def drafter(self, name: str = "小李", unit: Unit | None = None) -> Scope:
        own = frozenset({(unit or self.water).id})
        above = frozenset({self.above.id})
        return Scope(person=f"p-{name}", name=name, writes=own, above=above)

    def reviewer(self) -> Scope:
        below = frozenset({self.water.id, self.roads.id})
        own = frozenset({self.above.id})
        return Scope(person="reviewer", name="审核员", writes=own, reviews=below)

    def stranger(self) -> Scope:
        own = frozenset({self.roads.id})
        return Scope(person="stranger", name="外人", writes=own, heads=own)

    def assignment(self, unit: Unit | None = None) -> Assignment:
        return Assignments(self.database).create(
            self.head(unit), (unit or self.water).id, kind="team-2023", year=2023, title="对照检查"
        )

    def with_notes(self) -> Assignment:
        """An assignment whose notes are handed in and sorted."""
        found, notes = self.assignment(), self.office.notes
        raw = [KeptRawNote(id=n.source_id, text=n.text, source=n.source) for n in NOTES]
        notes.put_raw(self.drafter(), found.id, raw)
        notes.keep_sorted(self.drafter(), found.id, SortReport(notes=NOTES))
        return found

    def with_draft(self) -> tuple[Assignment, KeptDraft]:
        """An assignment with notes and the draft composed of them."""
        found = self.with_notes()
        made, draft = composed()
        kept = self.office.desk.begin(
            self.drafter(), found.id, draft, made.to_json(), f"j-{found.id}"[:24]
        )
        return found, kept


@cache
def composed() -> tuple[Snapshot, Draft]:
    """A snapshot and the draft made of it without a model."""
    made = snapshot()
    return made, compose(made)


_YAML = files("prompts").joinpath("kinds/team-2025.yaml").read_text(encoding="utf-8")


def kind_yaml(ident: str, name: str = "本单位口径") -> str:
    """A kind of that id and name, otherwise as a built-in one."""
    lines = _YAML.replace("id: team-2025", f"id: {ident}", 1).split("\n")
    return "\n".join(f"name: {name}" if line.startswith("name:") else line for line in lines)
