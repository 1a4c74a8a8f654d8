"""What reviewers say of papers sent up, in words that the unit reads."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import BadInput, Conflict, Forbidden, StaleWrite
from service.ids import new_id
from service.office.submissions import ReviewWord, Verdict
from service.paper import Paper
from service.scope import Scope
from service.store.acting import author, kept_text, now, permit
from service.store.audit import AuditLog
from service.store.database import Database
from service.store.submission_rows import submission_row
from service.store.tables import ReviewRow, SubmissionRow

_STATES = {"submitted": "待审核", "returned": "已退回", "passed": "已通过"}
_VERDICTS: tuple[Verdict, ...] = ("comment", "returned", "passed")
_LONGEST = 80
"""Characters of an item's name: enough to know it by, where its words are long."""


class ReviewWords:
    """Comments on submissions, returns and passes them. A reviewer touches nothing of the unit's
    own: what a verdict means for the assignment is read from the submission."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, scope: Scope, submission: str) -> tuple[ReviewWord, ...]:
        """What was said of a submission, the oldest first. Raises NotFound."""
        with self._database.reading(scope) as session:
            row = submission_row(session, scope, submission)
            wanted = (
                select(ReviewRow)
                .where(ReviewRow.submission_id == row.id, ReviewRow.unit_id == row.unit_id)
                .order_by(ReviewRow.at, ReviewRow.id)
            )
            return tuple(map(_word, session.scalars(wanted)))

    def say(
        self,
        scope: Scope,
        submission: str,
        *,
        verdict: Verdict,
        words: str,
        version: int,
        item: str = "",
    ) -> ReviewWord:
        """Comments, returns or passes; only passing needs no words. ``version`` is the
        submission's, which a verdict counts up and a comment does not. ``item`` is the id of one
        item of the paper as it was sent, of which a comment speaks.

        Raises NotFound, Forbidden for who does not review the unit, StaleWrite after another's
        verdict, BadInput without words or for an item that the paper has not or that is decided
        alone, Conflict when it is decided.
        """
        permit(scope, "review")
        said = kept_text(words, "审核意见").strip()
        if not said and verdict != "passed":
            raise BadInput("评论和退回都要写明意见")
        if item and verdict != "comment":
            raise BadInput("退回和通过是对整份材料的；对一条只写意见")
        with self._database.writing(scope) as session:
            row = submission_row(session, scope, submission, change=True)
            if row.unit_id not in scope.reviews:
                raise Forbidden("这份报送稿不由您审核")
            _refuse_decided(row, verdict, version, said)
            if verdict != "comment":
                row.state, row.version = verdict, row.version + 1
            review = ReviewRow(
                id=new_id(),
                unit_id=row.unit_id,
                submission_id=row.id,
                reviewer=author(scope),
                verdict=verdict,
                words=said,
                item_id=item,
                about=_called(row, item) if item else "",
                at=now(),
            )
            session.add(review)
            _audit(session, scope, row, verdict)
            return _word(review)


def _refuse_decided(row: SubmissionRow, verdict: Verdict, version: int, yours: str) -> None:
    stands = _STATES[row.state]
    if row.version != version:
        message = "这份报送稿刚有了别的审核结论，请看过再写"
        raise StaleWrite(message, current=stands, version=row.version, yours=yours)
    if verdict != "comment" and row.state != "submitted":
        raise Conflict(f"这份报送稿{stands}，不能再改结论")


def _called(row: SubmissionRow, item: str) -> str:
    """What the paper calls an item: its headline or its first words."""
    paper = Paper.model_validate_json(row.paper)
    found = next((one for one in paper.items() if one.id == item), None)
    if found is None:
        raise BadInput("这份报送稿里没有这一条，请刷新页面再写")
    return (found.headline or found.text.split("\n", 1)[0])[:_LONGEST]


def _audit(session: Session, scope: Scope, row: SubmissionRow, verdict: Verdict) -> None:
    AuditLog.add(
        session,
        scope,
        action="submission.reviewed",
        target=row.id,
        unit=row.unit_id,
        detail={"verdict": verdict, "version": row.version},
    )


def _word(row: ReviewRow) -> ReviewWord:
    return ReviewWord(
        id=row.id,
        submission=row.submission_id,
        unit=row.unit_id,
        reviewer=row.reviewer,
        verdict=next(verdict for verdict in _VERDICTS if verdict == row.verdict),
        words=row.words,
        item=row.item_id,
        about=row.about,
        at=row.at,
    )
