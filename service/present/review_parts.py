"""One paper's page in words, for Word and the browser alike: parts, their order, what an empty
part says."""

from service.reviews import DigestLine, DigestPart, PaperReview

PARTS: tuple[tuple[DigestPart, str, str], ...] = (
    ("owns_up", "它承认了什么", "没有读到查摆的问题。"),
    ("concrete", "具体在哪里", "没有读到可以核对的人和事。"),
    ("generic", "哪些放在哪个单位都成立", "没有发现。"),
    ("unanswered", "问了没有答的", "意见都有回应。"),
    ("promises", "上年承诺的下落", "上年材料里没有可核对的承诺。"),
    ("missing", "缺什么", "没有发现缺项。"),
    ("questions", "会上可以问的五个问题", "没有提出问题。"),
)
"""Part, heading, and what stands there when nothing else does."""
_STATUS = {"done": "〔已办结〕", "open": "〔仍未办结〕", "untold": "〔没有交代〕"}
NEEDS_KIND = "没有判定文种，未核对缺项。"
_NEEDS: dict[DigestPart, tuple[str, str]] = {
    "unanswered": ("notes", "没有提供意见，未核对回应。"),
    "promises": ("past", "没有提供上年材料，未核对承诺。"),
}
"""What a part is held against, by its name among the counts, and what it says without."""


def lines_of(paper: PaperReview, part: DigestPart) -> list[DigestLine]:
    """The lines of a part, in order."""
    return [line for line in paper.digest if line.part == part]


def nothing_said(paper: PaperReview, part: DigestPart, otherwise: str) -> str:
    """What an empty part says."""
    if part == "missing" and paper.kind is None:
        return NEEDS_KIND
    against, without = _NEEDS.get(part, ("", ""))
    return without if against and not paper.counts.get(against) else otherwise


def text_of(line: DigestLine) -> str:
    """A line's text, what became of a promise before it."""
    return _STATUS.get(line.status or "", "") + line.text


def about(paper: PaperReview) -> str:
    """What a reader must know of a paper before its page."""
    counts = paper.counts
    told = [
        paper.kind_name or paper.kind or "文种未判定",
        f"{counts['characters']}字" if counts.get("characters") else "",
        f"问题{len(paper.problems)}个，写到具体事的{sum(p.concrete for p in paper.problems)}个",
        f"提示{counts.get('total', 0)}处，其中必改{counts.get('error', 0)}处",
    ]
    return "；".join(part for part in told if part) + "。"
