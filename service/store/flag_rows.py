"""Flags in their table, and where they stand in a paper that was edited since."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.flags import Flag
from service.office.desk import FlagState, KeptFlag
from service.paper import Paper
from service.store.tables import DraftRow, FlagRow

STATES: tuple[FlagState, ...] = ("open", "accepted", "dismissed")


def flag_rows(session: Session, draft: DraftRow) -> list[FlagRow]:
    """The flags of the draft's last check, ranked as the check ranked them."""
    wanted = (
        select(FlagRow)
        .where(FlagRow.draft_id == draft.id, FlagRow.unit_id == draft.unit_id)
        .order_by(FlagRow.number)
    )
    return list(session.scalars(wanted))


def kept_flags(session: Session, draft: DraftRow, paper: Paper, text: str) -> tuple[KeptFlag, ...]:
    """The flags where they stand now. One whose words are gone from its item waits, unseen, for
    the next check to say what became of it."""
    spans = {item.id: (item.start, item.end) for item in paper.items()}
    found = (
        (row, at)
        for row in flag_rows(session, draft)
        if (at := _moved(flag_of(row), spans, text)) is not None
    )
    return tuple(KeptFlag(key=row.key, flag=at, state=state_of(row)) for row, at in found)


def replace_flags(session: Session, draft: DraftRow, flags: Iterable[Flag]) -> None:
    """Puts the flags of a new check in the place of the last one's. What people said of a flag
    carries over to the same finding in the same sentence."""
    said = {
        (row.rule, row.fingerprint, flag_of(row).text): row.state
        for row in flag_rows(session, draft)
        if row.state != "open"
    }
    session.execute(
        delete(FlagRow).where(FlagRow.draft_id == draft.id, FlagRow.unit_id == draft.unit_id)
    )
    session.add_all(
        FlagRow(
            unit_id=draft.unit_id,
            draft_id=draft.id,
            key=key,
            rule=flag.rule,
            fingerprint=flag.fingerprint,
            body=flag.to_json(),
            state=said.get((flag.rule, flag.fingerprint, flag.text), "open"),
        )
        for key, flag in keyed(flags)
    )
    session.flush()


def flag_of(row: FlagRow) -> Flag:
    """The flag as the check gave it."""
    return Flag.model_validate_json(row.body)


def state_of(row: FlagRow) -> FlagState:
    """What a person said of it."""
    return next(state for state in STATES if state == row.state)


def keyed(flags: Iterable[Flag]) -> Iterator[tuple[str, Flag]]:
    """Flags with keys that stay the same from check to check: by rule, sentence and phrase, and
    the how manieth of these it is."""
    seen = Counter[tuple[str, str, str]]()
    for flag in flags:
        what = (flag.rule, flag.fingerprint, flag.text)
        seen[what] += 1
        name = "\n".join((*what, str(seen[what])))
        yield hashlib.blake2b(name.encode(), digest_size=10).hexdigest(), flag


def _moved(flag: Flag, spans: dict[str, tuple[int, int]], text: str) -> Flag | None:
    if text[flag.start : flag.end] == flag.text and flag.end <= len(text):
        return flag
    if not flag.text:
        at = min(flag.start, len(text))
        return flag.model_copy(update={"start": at, "end": at})
    start, end = spans.get(flag.item or "", (0, 0 if flag.item else len(text)))
    at = text.find(flag.text, start, end)
    if at < 0:
        return None
    return flag.model_copy(update={"start": at, "end": at + len(flag.text)})
