"""Sorting of notes: JSONL with aspect6 and aspect5 labels."""

from collections.abc import Sequence
from pathlib import Path

from service.evaluation.forms import fields, name_of
from service.evaluation.known import known_kinds
from service.evaluation.notes import NotesScore, score_notes
from service.evaluation.notes import Share as Counted
from service.evaluation.report import Figure, Scored
from service.evaluation.statistics import Share, f1

# Field of NotesScore, what it is called, and its target.
_SHARES = (
    ("empty_recall", "无内容的：找出", "≥1.00"),
    ("false_empty", "有内容的被当作无内容", "≤0.02"),
    ("clue_recall", "举报性质的：找出", "≥1.00"),
    ("false_clue", "一般意见被当作举报", "≤0.02"),
    ("aspect6_lenient", "六个方面归类（含可接受的）", "≥0.85"),
    ("aspect6", "六个方面归类（严格）", ""),
    ("aspect5_lenient", "五个方面归类（含可接受的）", "≥0.85"),
    ("aspect5", "五个方面归类（严格）", ""),
    ("theme", "主题", ""),
    ("beyond_recall", "权限之外的：找出", ""),
    ("pii_recall", "含个人信息的：找出", ""),
)


def sets(files: Sequence[Path]) -> list[Path]:
    """JSONL files with labels for both numbers of aspects."""
    return [path for path in files if fields(path) >= {"text", "aspect6", "aspect5"}]


def score(sets: Sequence[Path]) -> Scored:
    """Every figure of sorting, set by set and over all lines together."""
    kinds = known_kinds()
    scores = {name_of(path): score_notes(path, kinds) for path in sets}
    parts = [figure for name, found in scores.items() for figure in _figures(name, [found])]
    whole = _figures("合计", list(scores.values())) if len(scores) > 1 else []
    return Scored(figures=(*parts, *whole))


def _figures(name: str, scores: Sequence[NotesScore]) -> list[Figure]:
    set_ = f"意见整理 {name}"
    shares = [
        (title, target, _summed([getattr(found, field) for found in scores]))
        for field, title, target in _SHARES
    ]
    right = sum(found.group_recall.hits for found in scores)
    found_pairs = sum(found.group_precision.total for found in scores)
    wanted_pairs = sum(found.group_recall.total for found in scores)
    groups = f1(right, found_pairs, wanted_pairs)
    return [
        *(Figure.of(set_, title, share, target) for title, target, share in shares if share.total),
        Figure.of(set_, "归并（成对 F1）", groups, "≥0.70"),
    ]


def _summed(shares: Sequence[Counted]) -> Share:
    return sum((Share(share.hits, share.total) for share in shares), Share(0, 0))
