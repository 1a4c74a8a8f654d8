"""Title and headings of a draft: where they stand in its frame, and every text that each had."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.office.desk import TITLE, Cause, KeptHeading, chapter_heading, section_heading
from service.paper import Paper
from service.scope import Scope
from service.store.acting import author, now
from service.store.tables import DraftRow, HeadingVersionRow
from service.typeset import typeset


def headings_of(draft: DraftRow) -> Mapping[str, str]:
    """The text of every heading that the draft shows, without its number, by the heading's name."""
    paper, _ = typeset(Paper.model_validate_json(draft.frame))
    found = {TITLE: paper.title}
    for c, chapter in enumerate(paper.chapters):
        found[chapter_heading(c)] = chapter.title
        found |= {section_heading(c, s): one.title for s, one in enumerate(chapter.sections)}
    return {name: text for name, text in found.items() if text}


def reworded(paper: Paper, heading: str, text: str) -> Paper:
    """The paper with another text for that heading: all else, its aspect too, stays."""
    if heading == TITLE:
        return paper.model_copy(update={"title": text})
    chapters = []
    for c, chapter in enumerate(paper.chapters):
        sections = tuple(
            one.model_copy(update={"title": text}) if heading == section_heading(c, s) else one
            for s, one in enumerate(chapter.sections)
        )
        title = text if heading == chapter_heading(c) else chapter.title
        chapters.append(chapter.model_copy(update={"title": title, "sections": sections}))
    return paper.model_copy(update={"chapters": tuple(chapters)})


def heading_versions(session: Session, draft: DraftRow) -> list[HeadingVersionRow]:
    """Every version of every heading that the draft ever had, the oldest first."""
    wanted = (
        select(HeadingVersionRow)
        .where(HeadingVersionRow.draft_id == draft.id, HeadingVersionRow.unit_id == draft.unit_id)
        .order_by(HeadingVersionRow.heading, HeadingVersionRow.version)
    )
    return list(session.scalars(wanted))


def last_of_headings(session: Session, draft: DraftRow) -> Mapping[str, HeadingVersionRow]:
    """The last version of every heading that the draft ever had."""
    return {row.heading: row for row in heading_versions(session, draft)}


def numbers_of_headings(session: Session, draft: DraftRow) -> dict[str, int]:
    """At which version each heading stands that the draft shows."""
    last = last_of_headings(session, draft)
    return {name: last[name].version for name in headings_of(draft) if name in last}


def remember_headings(session: Session, scope: Scope, draft: DraftRow, cause: Cause) -> None:
    """Adds a version of every heading whose text in the frame is another than it was last."""
    session.flush()
    last = last_of_headings(session, draft)
    for name, text in headings_of(draft).items():
        before = last.get(name)
        if before is None or before.text != text:
            version = before.version + 1 if before else 1
            remember_heading(session, scope, draft, name, text, version, cause)
    session.flush()


def remember_heading(
    session: Session,
    scope: Scope,
    draft: DraftRow,
    heading: str,
    text: str,
    version: int,
    cause: Cause,
) -> HeadingVersionRow:
    """Adds a version of one heading."""
    row = HeadingVersionRow(
        unit_id=draft.unit_id,
        draft_id=draft.id,
        heading=heading,
        version=version,
        text=text,
        cause=cause,
        author=author(scope),
        at=now(),
    )
    session.add(row)
    return row


def kept_heading(row: HeadingVersionRow) -> KeptHeading:
    """The heading at that version."""
    return KeptHeading(
        draft=row.draft_id,
        heading=row.heading,
        text=row.text,
        edited_by=row.author,
        edited_at=row.at,
        version=row.version,
    )
