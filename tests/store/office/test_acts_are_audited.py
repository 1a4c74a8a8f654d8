"""Every act on a unit's work is in the audit, by ids and counts and never by anybody's words."""

from service.flags import Flag
from service.office.assignments import AssignmentChange, Correction, LedgerLine
from service.office.desk import body_of
from service.paper import Item, Sentence
from service.pipelines.desk import make_ledger
from service.scope import Scope
from service.store.assignments import Assignments
from service.store.audit import AuditLog
from service.store.database import Database
from service.store.flags import Flags
from service.store.kinds import Kinds
from service.store.reviews import ReviewWords
from service.store.submissions import Submissions
from tests.store.office_cases import Town, kind_yaml

_WORDS = "金丝雀在第七号泵房"
_FLAG = Flag(id="K1", rule="r.x", level="error", start=0, end=0, text="", message=_WORDS, ask="")


def _item(ident: str) -> Item:
    said = Sentence(text=f"{_WORDS}。", kind="framing")
    return Item(id=ident, role="problem", headline=_WORDS, text="", sentences=(said,))


def _work(town: Town) -> None:
    """A bit of everything that people do."""
    database, who, head, office = town.database, town.drafter(), town.head(), town.office
    found, kept = town.with_draft()
    Assignments(database).change(who, found.id, AssignmentChange(title=_WORDS), version=1)
    office.notes.correct(who, found.id, "n16", Correction(set_aside=_WORDS), version=1)
    office.notes.correct(who, found.id, "n16", Correction(set_aside=""), version=2)
    office.notes.correct(who, found.id, "n15", Correction(theme=_WORDS), version=1)
    office.notes.merge(who, found.id, {"n18": 1, "n20": 1})
    office.notes.split(who, found.id, {"n18": 2})
    office.answers.answer(who, found.id, "n18", reason=_WORDS, version=0)
    office.items.save(who, kept.id, _item("p1-1"), version=1)
    office.items.replace(who, kept.id, _item("p1-2"), made_from=1)
    added = office.items.add(who, kept.id, _item("x"), chapter=0, section=0, position=0)
    place = {"chapter": 0, "section": 0, "position": 5}
    office.items.move(who, kept.id, added.item.id, **place, version=1)
    office.items.remove(who, kept.id, added.item.id, version=2)
    office.history.restore_item(who, kept.id, added.item.id, to=1, version=3)
    office.headings.save(who, kept.id, "section-2-0", _WORDS, version=1)
    whole = office.history.keep(who, kept.id)
    version = office.desk.get(who, kept.id).version
    office.history.restore_paper(who, kept.id, to=whole.number, version=version)
    version += 1
    flags = Flags(database)
    (flag,) = flags.keep(who, kept.id, [_FLAG], draft_version=version)
    flags.accept(who, kept.id, flag.key)
    flags.dismiss(who, kept.id, flag.key, _WORDS)
    flags.reopen(who, kept.id, flag.key)
    make_ledger(office, who, found.id)
    line = office.ledger.add(who, found.id, LedgerLine(problem=_WORDS))
    office.ledger.edit(who, found.id, line.id, LedgerLine(problem=_WORDS), version=2)
    office.ledger.remove(who, found.id, line.id, version=3)
    kind = Kinds(database).put(who, town.water.id, kind_yaml("canary-1", _WORDS))
    Kinds(database).remove(who, kind.id, version=1)
    sent = Submissions(database).submit(head, found.id, draft_version=version)
    ReviewWords(database).say(town.reviewer(), sent.id, verdict="comment", words=_WORDS, version=1)
    Submissions(database).withdraw(head, sent.id, version=1)
    office.answers.take_back(who, found.id, "n18", version=1)
    assert _WORDS in body_of(office.items.get(who, kept.id, "p1-1").item)


def test_every_act_is_in_the_audit_and_no_word_of_anybody(database: Database) -> None:
    town = Town(database)
    _work(town)
    looks = Scope(person="admin", name="管理员", administers=frozenset({town.water.id}))
    entries = AuditLog(database).entries(looks, unit=town.water.id, limit=500)
    acts = {entry.action for entry in entries}
    assert acts >= {
        "assignment.created",
        "assignment.changed",
        "notes.handed_in",
        "notes.sorted",
        "notes.merged",
        "notes.split",
        "note.corrected",
        "note.set_aside",
        "note.taken_back",
        "coverage.answered",
        "coverage.taken_back",
        "draft.kept",
        "draft.version_kept",
        "draft.restored",
        "heading.edited",
        "item.edited",
        "item.regenerated",
        "item.added",
        "item.moved",
        "item.removed",
        "item.restored",
        "flags.kept",
        "flag.accepted",
        "flag.dismissed",
        "flag.reopened",
        "ledger.made",
        "ledger.line_added",
        "ledger.line_edited",
        "ledger.line_removed",
        "kind.changed",
        "kind.removed",
        "submission.submitted",
        "submission.reviewed",
        "submission.withdrawn",
    }
    assert not [entry for entry in entries if _WORDS in entry.to_json()]
    assert {entry.name for entry in entries if entry.action == "submission.submitted"} == {"王局长"}
    assert AuditLog(database).verify().broken_at is None
