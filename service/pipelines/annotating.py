"""A checked paper as a Word file with the flags for its margin."""

from collections.abc import Sequence
from pathlib import Path

from service.blocks import SourceText
from service.flags import Flag
from service.pipelines.checking import for_people
from service.present.annotate import annotate
from service.present.word import write_text


def annotated(source: Path, text: SourceText, flags: Sequence[Flag], target: Path) -> list[Flag]:
    """Writes ``source`` with a comment for each flag that people are shown to ``target``; where it
    is no .docx, its text. Gives the flags that found no place. Raises UnreadableFile."""
    shown = for_people(flags)
    if source.suffix.lower() == ".docx":
        return annotate(source, text, shown, target)
    write_text(text.text, target, shown)
    return []
