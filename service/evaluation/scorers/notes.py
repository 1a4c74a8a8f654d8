"""Sorting of notes: JSONL with aspect6 and aspect5 labels."""

from collections.abc import Sequence
from pathlib import Path

from service.evaluation.forms import fields, name_of
from service.evaluation.notes import NotesScore, score_notes
from service.evaluation.report import Figure
from service.evaluation.statistics import Share, f1
from service.kinds import load_kinds

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


def score(sets: Sequence[Path]) -> list[Figure]:
    """Every figure of sorting, set by set."""
    kinds = load_kinds()
    return [f for path in sets for f in _figures(name_of(path), score_notes(path, kinds))]


def _figures(name: str, found: NotesScore) -> list[Figure]:
    set_ = f"意见整理 {name}"
    shares = ((title, target, getattr(found, field)) for field, title, target in _SHARES)
    groups = f1(found.group_recall.hits, found.group_precision.total, found.group_recall.total)
    return [
        *(
            Figure.of(set_, title, Share(share.hits, share.total), target)
            for title, target, share in shares
            if share.total
        ),
        Figure.of(set_, "归并（成对 F1）", groups, "≥0.70"),
    ]
