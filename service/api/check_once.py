"""A paper that is handed in, checked, and forgotten."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from fastapi import UploadFile

from service.api.uploads import uploaded
from service.bootstrap import House
from service.flags import CheckedFile
from service.kinds import kind_named
from service.pipelines.checking import check_paper, held_by
from service.pipelines.opening import OpenPaper, open_paper
from service.scope import Scope
from service.store.kept import KeptDismissal


class Terms(NamedTuple):
    """What is said of a paper: its kind and year where they are not to be guessed, and the name of
    the unit against whose library and rules it is held."""

    kind: str | None = None
    unit: str = ""
    year: int | None = None


class Once(NamedTuple):
    """A checked paper while it is there. ``dismissals`` are the unit's, heeded already."""

    path: Path
    opened: OpenPaper
    checked: CheckedFile
    dismissals: tuple[KeptDismissal, ...]


@contextmanager
def checked_once(
    house: House,
    scope: Scope,
    file: UploadFile,
    terms: Terms,
    *,
    notes: Sequence[Path] = (),
    against: Sequence[Path] = (),
) -> Iterator[Once]:
    """Checks the upload against the first of ``notes``, other papers and the unit's library. It is
    gone with the block. Raises NotFound, UnknownKind, UnreadableFile."""
    kept = house.kept_of(scope, terms.unit)
    with uploaded(file) as path:
        opened = opened_as(house, path, terms.kind)
        held = held_by(
            opened,
            house.kinds,
            unit=terms.unit,
            year=terms.year,
            notes=next(iter(notes), None),
            against=against,
            stored=kept.materials,
        )
        model = house.reading_model
        checked = check_paper(
            opened,
            held,
            kept.cards,
            kept.dismissals,
            model=None if model is None else house.guarded_for(model, held.unit),
            deadline_s=house.settings.llm_deadline_s,
        )
        yield Once(path, opened, checked, kept.dismissals)


def opened_as(house: House, path: Path, kind: str | None) -> OpenPaper:
    """The paper as read, of the kind named, or of the one it most looks like."""
    chosen = None if not kind else kind_named(kind, house.kinds)
    return open_paper(path, house.kinds, chosen)
