"""A check printed as SARIF."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from service import __version__
from service.cli.output import show
from service.flags import CheckedFile, CheckReport

if TYPE_CHECKING:
    from service.rule import Card


def show_sarif(
    checked: Sequence[CheckedFile], files: Sequence[Path], cards: "Sequence[Card]"
) -> None:
    """The flags of ``files`` as SARIF on stdout."""
    from service.present.sarif import sarif

    paths = [seen_from_here(path) for path in files]
    show(sarif(CheckReport(files=tuple(checked)), cards, version=__version__, paths=paths))


def seen_from_here(path: Path) -> str:
    """``path`` relative to the working folder; of a file that lies elsewhere the name alone, as
    SARIF is passed on and another machine's folders say nothing."""
    here, whole = Path.cwd().resolve(), path.resolve()
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else path.name
