"""Values with a payload in every field of text."""

from typing import Any

from service.drafts import Draft
from service.flags import CheckedFile, CheckReport
from service.notes import SortReport
from service.office.assignments import LedgerEntry
from service.paper import Paper
from service.reviews import Review
from service.typeset import typeset
from service.value import Value
from tests.present.drafts_made import draft, flags, notes, paper
from tests.present.reviews_made import review

KEPT = {
    "schema", "role", "level", "route", "status", "part", "sort", "kind", "rule", "fingerprint",
    "links", "notes", "items", "id", "note", "source_id", "svg", "group", "start", "end",
}  # fmt: skip
"""Fields that name something else in the same value, or that one of few words must stand in."""


def poisoned(value: Any, payload: str, key: str = "") -> Any:
    """Plain data with ``payload`` before every text in it."""
    if isinstance(value, dict):
        return {name: poisoned(one, payload, name) for name, one in value.items()}
    if isinstance(value, list):
        holds_texts = key in KEPT and all(isinstance(one, str) for one in value)
        return value if holds_texts else [poisoned(one, payload, key) for one in value]
    return payload + value if isinstance(value, str) and value and key not in KEPT else value


def _of(value: Value, payload: str) -> Any:
    return poisoned(value.model_dump(mode="json", by_alias=True), payload)


def bad_paper(payload: str) -> Paper:
    return Paper.model_validate(_of(paper(), payload))


def bad_draft(payload: str) -> Draft:
    """A draft whose text is typeset anew, so that its flags point at what they say."""
    placed, text = typeset(bad_paper(payload))
    plain = draft().model_copy(update={"flags": ()})
    made = Draft.model_validate(_of(plain, payload))
    return made.model_copy(
        update={"paper": placed, "text": text, "flags": bad_flags(text, payload)}
    )


def bad_flags(text: str, payload: str) -> tuple[Any, ...]:
    found = [type(one).model_validate(_of(one, payload)) for one in flags(draft().text)]
    places = [(0, 9), (9, 9), (12, 20), (len(text) - 3, len(text)), (1, 2), (5, 40)]
    return tuple(
        flag.model_copy(update={"start": start, "end": end, "text": text[start:end]})
        for flag, (start, end) in zip(found, places, strict=True)
    )


def bad_checked(payload: str) -> CheckedFile:
    made = bad_draft(payload)
    return CheckedFile(
        file=f"{payload}材料.txt".replace("\0", ""),
        flags=made.flags,
        text=made.text,
        notices=(payload,),
    )


def bad_report(payload: str) -> CheckReport:
    return CheckReport(files=(bad_checked(payload),))


def bad_review(payload: str) -> Review:
    return Review.model_validate(_of(review(), payload))


def bad_entry(payload: str) -> LedgerEntry:
    texts = ("problem", "measure", "owner", "department", "deadline", "evidence")
    made = {**dict.fromkeys(texts, payload), "id": "1", "assignment": "1", "status": "进行中"}
    return LedgerEntry.model_validate(made)


def bad_sorting(payload: str) -> SortReport:
    return SortReport.model_validate(_of(SortReport(kind="team-2025", notes=notes()), payload))
