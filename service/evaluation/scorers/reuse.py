"""Copied passages: sentences planted from one paper into another unit's.

The set is made, not written: the papers of the folder join those of the sample library, and copies
of four sorts are planted between them.
"""

from collections.abc import Sequence
from pathlib import Path

from service.errors import UnreadableFile
from service.evaluation.known import known_kinds
from service.evaluation.report import Figure, Scored
from service.evaluation.retrieval import sample_materials
from service.evaluation.reuse import Document, evaluate_reuse
from service.evaluation.rules import Tally
from service.evaluation.statistics import Share
from service.language.overlap import GRAM
from service.parsing import parse
from service.readers import read

_TARGETS = {
    "verbatim": ("逐字照抄", "≥0.99"),
    "unit_swapped": ("换了单位名", "≥0.99"),
    "synonyms": ("换了近义词", "≥0.97"),
    "reordered": ("调了语序", "≥0.95"),
}
_COPIES = 110
_RULE = "reuse.peer"
_SHORTEST = 600
"""Characters below which a text is no paper."""


def sets(files: Sequence[Path]) -> list[Path]:
    """The papers among the files: whole texts with a problem in them."""
    return [path for path in files if path.suffix in (".txt", ".docx") and _document(path)]


def score(sets: Sequence[Path]) -> Scored:
    """Recall and mean overlap by sort of copy, and false alarms between units."""
    documents = [_sampled(m.file, m.text) for m in sample_materials()]
    documents += [document for path in sets if (document := _document(path))]
    report = evaluate_reuse(documents, _COPIES, GRAM, _prescribed())
    name = f"照抄（{len(documents)}份材料，样例库在内）"
    figures = []
    for sort, found in report.recall.items():
        title, target = _TARGETS.get(sort, (sort, ""))
        figures.append(Figure.of(name, f"{title}：找出", found, target))
        # A mean of overlaps, bounded as if each were right or wrong: the interval is too wide,
        # never too narrow.
        overlap = Share(report.iou[sort] * found.hits, found.hits)
        figures.append(Figure.of(name, f"{title}：位置重合（IoU）", overlap, "≥0.90"))
    figures.append(Figure.of(name, "未照抄的被误报", report.false, "≤0.002"))
    every = sum(report.recall.values(), Share(0, 0))
    tally = Tally(
        rule=_RULE,
        planted=round(every.total),
        found=round(every.hits),
        false=round(report.false.hits),
    )
    return Scored(figures=tuple(figures), tallies=(tally,))


def _document(path: Path) -> Document | None:
    try:
        source = read(path)
    except UnreadableFile:
        return None
    if len(source.text) < _SHORTEST:
        return None
    paper = parse(source)
    if not any(paper.items("problem")):
        return None
    return Document(path.name, paper.unit or path.name, source.text)


def _sampled(file: str, text: str) -> Document:
    return Document(file, file.partition("/")[0], text)


def _prescribed() -> list[str]:
    """The wording of the kinds, which everybody has to use."""
    said: set[str] = set()
    for kind in known_kinds().values():
        said |= {kind.theme, kind.meeting, kind.paper_name, *kind.requirements}
        said |= {aspect.title for aspect in kind.aspects}
        said |= {chapter.title for chapter in kind.chapters}
    return sorted(said - {""})
