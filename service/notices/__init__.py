"""Notices: what a pasted 通知 says a paper must hold, as a kind for a person to confirm.

Only what the notice writes is taken. Everything found has its evidence; everything that could not
be found, or could be read in two ways, is in ``unsure``. ``aspects`` finds the 对照方面,
``reading`` everything else.
"""

import re

import yaml

from service.errors import BadInput
from service.kind import AspectSpec, Kind, Scope
from service.notices.aspects import aspects_in
from service.notices.reading import NoticeEvidence, Reading
from service.value import Value

__all__ = ["NoticeEvidence", "ProposedKind", "from_notice", "short_name"]

_PAPERS: dict[Scope, str] = {
    "team": "对照检查材料",
    "branch": "对照检查材料",
    "individual": "个人对照检查材料",
    "plan": "整改方案",
}


class ProposedKind(Value):
    """A kind as a notice describes it. ``unsure`` lists, for a person, what to confirm;
    ``deadlines`` are the clauses that set a date."""

    kind: Kind
    evidence: tuple[NoticeEvidence, ...]
    unsure: tuple[str, ...]
    deadlines: tuple[str, ...] = ()

    def to_yaml(self) -> str:
        """The kind as a file for the data directory; what is unsure stands above it as comments."""
        data = self.kind.model_dump(mode="json", exclude_defaults=True)
        head = "".join(f"# 请确认：{line}\n" for line in self.unsure)
        return head + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)


def from_notice(text: str) -> ProposedKind:
    """The kind that a notice asks for. Raises BadInput when it names no 对照方面."""
    aspects, unsure = aspects_in(text)
    if not aspects:
        raise BadInput(
            "没有在通知中找到对照方面（如“五个带头”“从以下六个方面”）。"
            "请确认贴入的是会议通知全文，或参照 duizhao kinds show team-2025 手工编写"
        )
    reading = Reading(text, unsure)
    scope = reading.scope()
    year = reading.year()
    meeting = reading.meeting(scope)
    kind = Kind(
        id=f"{scope}-{year}-own",
        name=f"{year}年度{meeting}{_PAPERS[scope]}（按本单位通知）",
        scope=scope,
        year=year,
        meeting=meeting,
        paper_name=_PAPERS[scope],
        theme=reading.theme(),
        aspects=tuple(_spec(n, span.text) for n, span in enumerate(aspects, 1)),
        chapters=reading.chapters(scope, meeting),
        length=reading.length(),
        source="本单位会议通知",
    )
    reading.note("aspects", *aspects)
    return ProposedKind(
        kind=kind,
        evidence=tuple(reading.evidence),
        unsure=tuple(dict.fromkeys(reading.unsure)),
        deadlines=tuple(s.text for s in reading.deadlines()),
    )


def _spec(number: int, title: str) -> AspectSpec:
    return AspectSpec(key=f"aspect-{number}", title=title, short=short_name(title))


def short_name(title: str) -> str:
    """Name an aspect as people would: by its first clause, 12 characters at most.

    带头 and 对照 are left out.
    """
    bare = re.sub(r"^(?:带头|对照)", "", title)
    return re.split("[、，,]", bare, maxsplit=1)[0][:12] or title[:12]
