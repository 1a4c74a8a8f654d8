"""The papers that faults are put into: as free of faults as we could write them."""

from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from service.blocks import SourceText
from service.checks.places import section_end
from service.errors import BadData
from service.evaluation.forms import yaml_of
from service.evaluation.known import known_kinds
from service.evaluation.marks import Mark, unmarked
from service.kind import Kind
from service.library import Material
from service.notes import Note
from service.paper import Chapter, Item, Section
from service.parsing import parse
from service.readers import read
from service.samples import PAPERS, entries
from service.subject import Subject
from service.value import Value


class Other(Value):
    """A paper that the base is held against."""

    file: str
    text: str
    unit: str = ""


class Change(Value):
    """``old`` words of the base replaced by ``new`` ones, which ``rule`` must flag. ``cut`` are
    further words that are taken out; ``also`` as in a mutation."""

    rule: str
    old: str
    new: str
    cut: str = ""
    also: tuple[str, ...] = ()


class Base(Value):
    """A paper to put faults into. In ``text`` owners and deadlines of measures are marked
    (``⟦owner:由办公室负责⟧``, ``⟦deadline:6月底前⟧``)."""

    unit: str
    kind: str
    year: int
    text: str
    notes: tuple[str, ...] = ()
    clues: tuple[str, ...] = ()
    past: tuple[Other, ...] = ()
    peers: tuple[Other, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def plain(self) -> str:
        """The text as a reader sees it."""
        return unmarked(self.text)[0]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Where owners and deadlines stand."""
        return unmarked(self.text)[1]

    @property
    def kind_spec(self) -> Kind:
        """The kind, from the packaged ones. Raises BadData where there is none of that id."""
        kinds = known_kinds()
        if self.kind not in kinds:
            raise BadData(f"{self.unit}：没有文种 {self.kind}")
        return kinds[self.kind]

    def subject(self, text: str, length: tuple[int, int] | None = None) -> Subject:
        """``text`` as this unit's paper, held against the base's notes and other papers."""
        kind = self.kind_spec
        if length is not None:
            kind = kind.model_copy(update={"length": length})
        return Subject(
            file=self.unit,
            text=text,
            paper=parse(SourceText(file=self.unit, format="txt", text=text), kind),
            kind=kind,
            unit=self.unit,
            year=self.year,
            notes=self._notes(),
            past=tuple(_material(one, self.unit, "own-past") for one in self.past),
            peers=tuple(_material(one, one.unit, "peer") for one in self.peers),
        )

    def _notes(self) -> tuple[Note, ...]:
        said = [Note(id=f"N{n}", source_id=f"R{n}", text=t) for n, t in enumerate(self.notes, 1)]
        clues = [
            Note(id=f"C{n}", source_id=f"J{n}", text=text, route="clue")
            for n, text in enumerate(self.clues, 1)
        ]
        return (*said, *clues)


def read_bases(path: Path) -> tuple[Base, ...]:
    """The bases of a set: one written paper with its changes, or papers of the sample library
    under ``bases``. Raises BadData for another form or a paper that is not there."""
    data = yaml_of(path)
    if "bases" in data:
        return tuple(_sampled(str(file), path) for file in data["bases"])
    try:
        return (Base.model_validate(data),)
    except ValidationError as error:
        raise BadData(f"{path.name} 不是可用的变动底稿：{error}") from error


def is_base_set(data: object) -> bool:
    """Whether the content of a YAML file is a set of bases."""
    return isinstance(data, dict) and ({"text", "changes"} <= set(data) or "bases" in data)


def section_of(subject: Subject, item: Item) -> tuple[Chapter, Section]:
    """Where an item stands."""
    return next((c, s) for c, s, i in subject.paper.placed_items() if i.id == item.id)


def place_of(subject: Subject, item: Item) -> tuple[int, int]:
    """The span to take out with an item: its section where it is alone in one, else its own."""
    _, section = section_of(subject, item)
    if section.title and len(section.items) == 1:
        return section.start, section_end(section)
    return item.start, item.end


def _sampled(file: str, path: Path) -> Base:
    entry = next((entry for entry in entries() if entry.file == file), None)
    if entry is None:
        raise BadData(f"{path.name}：样例库里没有 {file}")
    text = read(PAPERS / file).text
    return Base(unit=entry.unit, kind=entry.kind, year=entry.year, text=text)


def _material(other: Other, owner: str, use: str) -> Material:
    source = SourceText(file=other.file, format="txt", text=other.text)
    return Material.model_validate(
        {
            "sha256": sha256(other.text.encode()).hexdigest(),
            "owner": owner,
            "use": use,
            "file": other.file,
            "text": other.text,
            "paper": parse(source),
        }
    )
