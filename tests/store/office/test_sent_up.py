"""Papers sent up: frozen, by the head only, seen by those above and by nobody beside."""

import pytest

from service.drafting.editing import Changes
from service.errors import BadInput, Conflict, Forbidden, NotFound, StaleWrite
from service.office.submissions import Verdict
from service.pipelines.desk import save_item
from service.scope import Scope
from service.store.assignments import Assignments
from service.store.database import Database
from service.store.reviews import ReviewWords
from service.store.submissions import Submissions
from tests.drafting.drafting_cases import NOTES
from tests.store.office_cases import Town


def test_what_goes_up_is_frozen_and_later_edits_do_not_touch_it(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    sent = Submissions(database).submit(town.head(), found.id, draft_version=kept.version)
    assert sent.text == kept.draft.text
    save_item(town.office, town.drafter(), kept.id, "p1-1", Changes(text="改了。"), version=1)
    again = Submissions(database).get(town.head(), sent.id)
    assert (again.text, again.sha256) == (kept.draft.text, sent.sha256)
    assert Assignments(database).get(town.drafter(), found.id).state == "submitted"


def test_no_word_of_a_note_goes_up_beside_the_paper_itself(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    submissions = Submissions(database)
    sent = submissions.submit(town.head(), found.id, draft_version=kept.version)
    seen = submissions.get(town.reviewer(), sent.id)
    assert not any(s.notes or s.quote for i in seen.paper.items() for s in i.sentences)
    told = seen.to_json()
    for note in NOTES:
        assert note.text not in told or note.text in kept.draft.text


def test_only_the_head_sends_up_and_only_what_was_seen(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    submissions = Submissions(database)
    with pytest.raises(Forbidden):
        submissions.submit(town.drafter(), found.id, draft_version=kept.version)
    save_item(town.office, town.drafter(), kept.id, "p1-1", Changes(text="改了。"), version=1)
    with pytest.raises(Conflict, match="又有改动"):
        submissions.submit(town.head(), found.id, draft_version=kept.version)
    assert submissions.page(town.head()) == ()


def test_sending_the_same_version_again_gives_the_same_submission(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    submissions = Submissions(database)
    first = submissions.submit(town.head(), found.id, draft_version=kept.version)
    assert submissions.submit(town.head(), found.id, draft_version=kept.version) == first
    assert len(submissions.page(town.head())) == 1


def test_a_paper_taken_back_is_gone_for_the_reviewer_and_may_go_up_again(
    database: Database,
) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    submissions = Submissions(database)
    sent = submissions.submit(town.head(), found.id, draft_version=kept.version)
    assert [s.id for s in submissions.page(town.reviewer())] == [sent.id]
    with pytest.raises(Forbidden):
        submissions.withdraw(town.drafter(), sent.id, version=1)
    assert submissions.withdraw(town.head(), sent.id, version=1).state == "withdrawn"
    assert submissions.page(town.reviewer()) == ()
    with pytest.raises(NotFound):
        submissions.get(town.reviewer(), sent.id)
    assert Assignments(database).get(town.head(), found.id).state == "open"
    again = submissions.submit(town.head(), found.id, draft_version=kept.version)
    assert again.id != sent.id


def test_a_returned_paper_is_told_to_the_unit_and_has_to_be_changed(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    submissions, words = Submissions(database), ReviewWords(database)
    sent = submissions.submit(town.head(), found.id, draft_version=kept.version)
    words.say(town.reviewer(), sent.id, verdict="comment", words="第一部分太长", version=1)
    words.say(town.reviewer(), sent.id, verdict="returned", words="请补具体事例", version=1)
    assert [w.words for w in words.of(town.drafter(), sent.id)] == ["第一部分太长", "请补具体事例"]
    assert Assignments(database).get(town.drafter(), found.id).state == "returned"
    assert len(Assignments(database).page(town.drafter(), state="returned")) == 1
    with pytest.raises(Conflict, match="没有改动"):
        submissions.submit(town.head(), found.id, draft_version=kept.version)
    save_item(town.office, town.drafter(), kept.id, "p1-1", Changes(text="改了。"), version=1)
    new = submissions.submit(town.head(), found.id, draft_version=kept.version + 1)
    assert new.id != sent.id
    words.say(town.reviewer(), new.id, verdict="passed", words="", version=1)
    assert Assignments(database).get(town.drafter(), found.id).state == "passed"
    with pytest.raises(Conflict, match="已经审核"):
        submissions.withdraw(town.head(), new.id, version=2)


def test_a_comment_on_one_item_stays_with_it_whatever_it_is_called_later(
    database: Database,
) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    words = ReviewWords(database)
    sent = Submissions(database).submit(town.head(), found.id, draft_version=kept.version)
    item = next(one for one in sent.paper.items() if one.id == "p1-1")
    words.say(
        town.reviewer(), sent.id, verdict="comment", words="写明哪几个月", version=1, item="p1-1"
    )
    save_item(town.office, town.drafter(), kept.id, "p1-1", Changes(headline="另外的话"), version=1)
    said = words.of(town.drafter(), sent.id)
    assert [(one.item, one.about, one.words) for one in said] == [
        ("p1-1", item.headline, "写明哪几个月")
    ]


@pytest.mark.parametrize(
    ("verdict", "item", "why"),
    [
        ("comment", "p9-9", "没有这一条"),
        ("returned", "p1-1", "对整份材料"),
        ("passed", "p1-1", "对整份材料"),
    ],
)
def test_one_item_is_commented_on_only_where_the_paper_has_it_and_never_decided(
    database: Database, verdict: Verdict, item: str, why: str
) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    words = ReviewWords(database)
    sent = Submissions(database).submit(town.head(), found.id, draft_version=kept.version)
    with pytest.raises(BadInput, match=why):
        words.say(town.reviewer(), sent.id, verdict=verdict, words="话", version=1, item=item)
    assert words.of(town.drafter(), sent.id) == ()
    assert Submissions(database).get(town.head(), sent.id).state == "submitted"


def test_of_two_verdicts_the_first_holds_and_the_second_is_told(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    sent = Submissions(database).submit(town.head(), found.id, draft_version=kept.version)
    words = ReviewWords(database)
    words.say(town.reviewer(), sent.id, verdict="passed", words="", version=1)
    with pytest.raises(StaleWrite) as caught:
        words.say(town.reviewer(), sent.id, verdict="returned", words="要改", version=1)
    assert (caught.value.current, caught.value.yours) == ("已通过", "要改")
    with pytest.raises(Conflict):
        words.say(town.reviewer(), sent.id, verdict="returned", words="要改", version=2)


def test_a_unit_does_not_review_its_own_paper_and_a_return_needs_words(
    database: Database,
) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    sent = Submissions(database).submit(town.head(), found.id, draft_version=kept.version)
    words = ReviewWords(database)
    with pytest.raises(Forbidden):
        words.say(town.head(), sent.id, verdict="passed", words="", version=1)
    with pytest.raises(BadInput):
        words.say(town.reviewer(), sent.id, verdict="returned", words=" ", version=1)


def test_when_a_unit_moves_its_papers_are_seen_by_the_new_reviewers_only(
    database: Database,
) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    submissions, words = Submissions(database), ReviewWords(database)
    sent = submissions.submit(town.head(), found.id, draft_version=kept.version)
    words.say(town.reviewer(), sent.id, verdict="comment", words="先前的意见", version=1)
    before = town.reviewer().model_copy(update={"reviews": frozenset({town.roads.id})})
    after = Scope(person="new", name="新审核员", reviews=frozenset({town.water.id}))
    assert submissions.page(before) == ()
    for reached in (submissions.get, words.of):
        with pytest.raises(NotFound):
            reached(before, sent.id)
    assert submissions.get(after, sent.id).text == kept.draft.text
    assert [w.words for w in words.of(after, sent.id)] == ["先前的意见"]
    assert words.of(town.head(), sent.id)


def test_a_reviewer_reaches_the_submission_and_nothing_else_of_the_unit(
    database: Database,
) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    Submissions(database).submit(town.head(), found.id, draft_version=kept.version)
    office, reviewer = town.office, town.reviewer()
    for reading in (office.desk.draft, office.notes.of, office.notes.raw, office.answers.of):
        with pytest.raises(NotFound):
            reading(reviewer, found.id)
    assert Assignments(database).page(reviewer) == ()


def test_pages_of_submissions_run_from_the_newest_on(database: Database) -> None:
    town = Town(database)
    submissions, sent = Submissions(database), list[str]()
    for _ in range(3):
        found, kept = town.with_draft()
        sent.append(submissions.submit(town.head(), found.id, draft_version=kept.version).id)
    first = submissions.page(town.reviewer(), limit=2)
    rest = submissions.page(town.reviewer(), after=first[-1].id, limit=2)
    assert [s.id for s in (*first, *rest)] == sorted(sent, reverse=True)
    assert submissions.page(town.reviewer(), unit=town.roads.id) == ()
    assert submissions.page(town.reviewer(), state="passed") == ()
