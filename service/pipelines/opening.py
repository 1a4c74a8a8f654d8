"""The story of opening a paper: a file in, its text, its structure and its kind out."""

from collections.abc import Mapping
from pathlib import Path

from service.blocks import SourceText
from service.errors import UnreadableFile
from service.kind import Kind
from service.kinds import guess_kind
from service.paper import Paper
from service.parsing import parse
from service.readers import read
from service.value import Value

LONGEST = 150_000
"""Characters of the longest text that is taken for a paper; real ones have some 5,000."""


class OpenPaper(Value):
    """A paper as read: its text, its structure, and the kind it was taken for."""

    source: SourceText
    paper: Paper
    kind: Kind | None = None


def open_paper(path: Path, kinds: Mapping[str, Kind], kind: Kind | None = None) -> OpenPaper:
    """Reads and parses a file. Without ``kind`` it is taken for the kind it most looks like."""
    return parsed(read(path), kinds, kind)


def parsed(source: SourceText, kinds: Mapping[str, Kind], kind: Kind | None = None) -> OpenPaper:
    """As ``open_paper``, for a text at hand. Raises UnreadableFile for one that is no paper but a
    whole collection: checking it would take minutes and help nobody."""
    if len(source.text) > LONGEST:
        raise UnreadableFile(
            source.file, f"有{len(source.text)}字，不像一份材料", "请拆成一份份材料再试"
        )
    paper = parse(source, kind)
    if kind is None:
        kind = guess_kind(paper, kinds)
        paper = parse(source, kind) if kind is not None else paper
    return OpenPaper(source=source, paper=paper, kind=kind)
