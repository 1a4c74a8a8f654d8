"""The papers of a review and how they stand to each other: own earlier years, and others."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from service.errors import UnreadableFile
from service.kind import Kind
from service.library import Material, Use, same_unit
from service.pipelines.opening import OpenPaper, parsed
from service.readers import read_many
from service.value import Value

_WORKERS = 2


class Handed(Value):
    """One paper as it was handed in, under a file name that no other of the review has.

    ``owner`` is the unit's name where it is known who sent the paper, whatever the paper says.
    ``year`` is 0 when neither the paper nor its kind tells it.
    """

    path: Path
    opened: OpenPaper
    owner: str = ""

    @property
    def file(self) -> str:
        """Its name in the review."""
        return self.opened.source.file

    @property
    def unit(self) -> str:
        """The unit that sent it, else the one that the paper names, or empty."""
        return self.owner or self.opened.paper.unit

    def of_one_unit(self, other: "Handed") -> bool:
        """Whether both are one unit's. Units known for sure are told apart by their whole names."""
        if self.owner and other.owner:
            return self.owner == other.owner
        return same_unit(self.unit, other.unit)

    @property
    def year(self) -> int:
        """The year it is about."""
        kind = self.opened.kind
        return self.opened.paper.year or (kind.year if kind else 0)


def opened_papers(
    paths: Sequence[Path],
    kinds: Mapping[str, Kind],
    kind: Kind | None,
    taken: set[str],
    owners: Mapping[Path, str],
) -> Iterable[Handed | UnreadableFile]:
    """Every paper, or why it could not be read, in the order given. Names in ``taken`` are in use
    already; each new one is added. ``owners`` are the units known to have sent a file."""
    names = _names(paths)
    for path, source in read_many(paths, _WORKERS):
        if isinstance(source, UnreadableFile):
            yield source
            continue
        name = _free(names[path], taken)
        try:
            opened = parsed(source.model_copy(update={"file": name}), kinds, kind)
        except UnreadableFile as error:
            yield error
            continue
        yield Handed(path=path, opened=opened, owner=owners.get(path, ""))


def _names(paths: Sequence[Path]) -> dict[Path, str]:
    """The file's name, with its folder where two files of different folders are called alike."""
    often = Counter(path.name for path in paths)
    return {p: p.name if often[p.name] == 1 else f"{p.parent.name}/{p.name}" for p in paths}


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name}（{number}）", number + 1
    taken.add(free)
    return free


class Relations:
    """Of which papers each one is to be held against, and as what."""

    def __init__(self, papers: Sequence[Handed], compared: Sequence[Handed]) -> None:
        self._all = [*papers, *compared]
        self._given = {paper.file for paper in compared}
        self._as: dict[Use, list[Material]] = {
            "own-past": [_material(paper, "own-past") for paper in self._all],
            "peer": [_material(paper, "peer") for paper in self._all],
        }

    def of(self, paper: Handed) -> tuple[tuple[Material, ...], tuple[Material, ...]]:
        """Its unit's earlier papers, and all other units' papers and colleagues' of its year."""
        past, peers = [], []
        for place, other in enumerate(self._all):
            if other is paper:
                continue
            if not paper.of_one_unit(other):
                peers.append(self._as["peer"][place])
            elif self._earlier(other, paper):
                past.append(self._as["own-past"][place])
            elif other.year == paper.year:
                peers.append(self._as["peer"][place])
        return tuple(past), tuple(peers)

    def _earlier(self, other: Handed, paper: Handed) -> bool:
        """A paper without a year that was given to compare with is an earlier one."""
        if not other.year:
            return other.file in self._given
        return other.year < (paper.year or other.year + 1)


def _material(paper: Handed, use: Use) -> Material:
    source = paper.opened.source
    return Material(
        sha256=source.sha256,
        owner=paper.unit,
        use=use,
        file=source.file,
        text=source.text,
        paper=paper.opened.paper,
    )
