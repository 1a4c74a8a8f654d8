"""Title and headings on the desk: what people make of their words. Numbers come by typesetting, and
what a heading stands for (its chapter's role, its section's aspect) is no person's to change here.

Headings are versioned one by one, as items are: of two who edit one, the first wins and the second
is told both texts, and every text stays in the history.
"""

from sqlalchemy.orm import Session

from service.errors import NotFound, StaleWrite
from service.office.desk import HeadingVersion, KeptHeading, cause_of
from service.paper import Paper
from service.scope import Scope
from service.store.acting import LONGEST_NAME, permit, required
from service.store.database import Database
from service.store.desk_rows import changed, draft_row
from service.store.heading_rows import (
    heading_versions,
    headings_of,
    kept_heading,
    last_of_headings,
    remember_heading,
    reworded,
)
from service.store.tables import DraftRow, HeadingVersionRow


class Headings:
    """Saves the headings of one draft at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, scope: Scope, draft: str, heading: str) -> KeptHeading:
        """One heading as it stands. Raises NotFound."""
        with self._database.reading(scope) as session:
            return kept_heading(_standing(session, draft_row(session, scope, draft), heading))

    def history(self, scope: Scope, draft: str, heading: str) -> tuple[HeadingVersion, ...]:
        """A heading's versions, the oldest first. Raises NotFound."""
        with self._database.reading(scope) as session:
            row = draft_row(session, scope, draft)
            _standing(session, row, heading)
            return tuple(
                HeadingVersion(
                    text=one.text,
                    version=one.version,
                    cause=cause_of(one.cause),
                    author=one.author,
                    at=one.at,
                )
                for one in heading_versions(session, row)
                if one.heading == heading
            )

    def save(
        self, scope: Scope, draft: str, heading: str, text: str, *, version: int
    ) -> KeptHeading:
        """Saves a heading that a person changed from ``version``. The same words again change
        nothing, whatever the version.

        Raises NotFound, BadInput for nothing at all, StaleWrite with both texts when somebody else
        changed the heading.
        """
        permit(scope, "write")
        with self._database.writing(scope) as session:
            row = draft_row(session, scope, draft, change=True)
            found = _standing(session, row, heading)
            new = required(text, "标题", LONGEST_NAME)
            if new == found.text:
                return kept_heading(found)
            if found.version != version:
                message = "这个标题刚被别人改过，请对照两个文本后再保存"
                raise StaleWrite(message, current=found.text, version=found.version, yours=new)
            frame = Paper.model_validate_json(row.frame)
            row.frame = reworded(frame, heading, new).to_json()
            number = found.version + 1
            kept = remember_heading(session, scope, row, heading, new, number, "edit")
            changed(session, scope, row, "heading.edited", heading=heading, version=number)
            return kept_heading(kept)


def _standing(session: Session, draft: DraftRow, heading: str) -> HeadingVersionRow:
    found = last_of_headings(session, draft).get(heading)
    if found is None or heading not in headings_of(draft):
        raise NotFound("稿子里没有这个标题")
    return found
