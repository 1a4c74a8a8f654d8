"""Every route of the OpenAPI document: how to ask it for a thing of a unit, and who may."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from service.store.unit_rules import UnitRuleBook
from tests.isolation import making, rules
from tests.isolation.asking import Asked
from tests.isolation.rules import Rule
from tests.isolation.town import RIGHT, Town

Make = Callable[[Town, str], dict[str, Any]]
"""The parts of a request for a thing of the unit of that letter, as it stands at this moment."""
API = "/api/v1"
NOTICE = """关于开好2024年度民主生活会的通知
各单位党委（党组）：
会前要广泛听取意见，从以下方面对照检查：一是理论学习方面；二是工作作风方面；三是廉洁自律方面。
"""
PAPER = ("关于2023年度组织生活会对照检查材料\n一、存在的问题\n1.学习不够系统。\n").encode()


@dataclass(frozen=True)
class Row:
    """One route. ``changes``: a key that may only read is refused. ``owner``: whose own thing it
    is, beside the rule. ``themselves``: no program may do it for a person. ``public``: nobody is
    asked who they are. ``ends``: whoever asks is signed out or has another password then."""

    method: str
    path: str
    rule: Rule
    make: Make
    changes: bool = False
    owner: str = ""
    themselves: bool = False
    public: bool = False
    ends: bool = False

    @property
    def route(self) -> str:
        """Method and template."""
        return f"{self.method} {self.path}"

    def asked(self, town: Town, unit: str) -> Asked:
        """The request for a thing of the unit."""
        return Asked(self.method, self.path, **self.make(town, unit))


def _get(path: str, rule: Rule, make: Make, **more: Any) -> Row:
    return Row("GET", API + path, rule, make, **more)


def _change(method: str, path: str, rule: Rule, make: Make, **more: Any) -> Row:
    return Row(method, API + path, rule, make, changes=True, **more)


def _nothing(_: Town, __: str) -> dict[str, Any]:
    return {}


def _path(*names: str, **given: Any) -> Make:
    """A request whose path names fields of the holding; ``given`` are its other parts."""

    def make(town: Town, unit: str) -> dict[str, Any]:
        holding = town.held[unit]
        path = {}
        for name in names:
            parameter, _, at = name.partition("=")
            path[parameter] = str(getattr(holding, at or parameter))
        return {"path": path, **given}

    return make


def _item(town: Town, unit: str, **given: Any) -> dict[str, Any]:
    holding = town.held[unit]
    kept = making.desk(town).items.get(town.operator, holding.draft, holding.own)
    path = {"draft": holding.draft, "item": holding.own}
    return {"path": path, "version": kept.version, **given}


def _heading(town: Town, unit: str, **given: Any) -> dict[str, Any]:
    draft = town.held[unit].draft
    kept = making.desk(town).headings.get(town.operator, draft, "title")
    return {"path": {"draft": draft, "heading": "title"}, "version": kept.version, **given}


def _fresh_item(town: Town, unit: str) -> dict[str, Any]:
    made = making.item(town, unit)
    return {"path": {"draft": made.draft, "item": made.item.id}, "version": made.version}


def _place(town: Town, unit: str) -> dict[str, int]:
    return {"chapter": making.problems_of(town, unit), "section": 0, "position": 0}


def _restored_paper(town: Town, unit: str) -> dict[str, Any]:
    holding = town.held[unit]
    number = making.kept_paper(town, unit)
    kept = making.desk(town).desk.get(town.operator, holding.draft)
    return {"path": {"draft": holding.draft}, "body": {"to": number}, "version": kept.version}


def _assignment(town: Town, unit: str) -> dict[str, Any]:
    spare = town.held[unit].spare
    found = town.house.office.assignments.get(town.operator, spare)
    body = {"deadline": "2024-01-31"}
    return {"path": {"assignment": spare}, "version": found.version, "body": body}


def _fresh_task(town: Town, unit: str) -> dict[str, Any]:
    return {"path": {"assignment": making.assignment(town, unit)}}


def _file_of_notes(town: Town, unit: str) -> dict[str, Any]:
    return {**_fresh_task(town, unit), "files": _FILES}


def _note(town: Town, unit: str) -> dict[str, Any]:
    holding = town.held[unit]
    path = {"assignment": holding.assignment, "note": holding.note}
    version = making.note_versions(town, unit)[holding.note]
    return {"path": path, "version": version, "body": {"theme": "学习"}}


def _named_notes(town: Town, unit: str) -> dict[str, Any]:
    holding, versions = town.held[unit], making.note_versions(town, unit)
    named = {name: versions[name] for name in (holding.note, holding.other_note)}
    return {"path": {"assignment": holding.assignment}, "body": {"versions": named}}


def _answer(town: Town, unit: str) -> dict[str, Any]:
    holding = town.held[unit]
    path = {"assignment": holding.assignment, "note": holding.aside}
    version = making.answer_version(town, unit)
    return {"path": path, "version": version, "body": {"reason": "另有安排"}}


def _answer_again(town: Town, unit: str) -> dict[str, Any]:
    holding = town.held[unit]
    version = making.answered(town, unit)
    path = {"assignment": holding.assignment, "note": holding.aside}
    return {"path": path, "version": version}


def _line(town: Town, unit: str) -> dict[str, Any]:
    holding = town.held[unit]
    path = {"assignment": holding.assignment, "entry": holding.entry}
    version = making.line_version(town, unit, holding.entry)
    return {"path": path, "version": version, "body": {"problem": "改过的问题"}}


def _fresh_line(town: Town, unit: str) -> dict[str, Any]:
    made = making.line(town, unit)
    path = {"assignment": town.held[unit].assignment, "entry": made.id}
    return {"path": path, "version": made.version}


def _to_send(town: Town, unit: str) -> dict[str, Any]:
    holding = town.held[unit]
    version = making.withdrawn(town, unit)
    return {"path": {"assignment": holding.assignment}, "version": version}


def _standing(town: Town, unit: str) -> dict[str, Any]:
    found = making.standing(town, unit)
    return {"path": {"submission": found.id}, "version": found.version}


def _word(town: Town, unit: str) -> dict[str, Any]:
    return {**_standing(town, unit), "body": {"verdict": "comment", "words": "请补充事例"}}


def _reviewed(town: Town, unit: str) -> dict[str, Any]:
    return {"body": {"submissions": [making.standing(town, unit).id]}}


def _renamed(town: Town, unit: str) -> dict[str, Any]:
    found = town.house.office.units.get(town.operator, town.units[unit].id)
    return {"path": {"unit": found.id}, "version": found.version, "body": {"name": found.name}}


def _in_unit(**given: Any) -> Make:
    """A body that names the unit by its id."""
    return lambda town, unit: {"body": {"unit": town.units[unit].id, **given}}


def _by_name(**given: Any) -> Make:
    """A form or body that names the unit by its name."""
    return lambda town, unit: {"body": {"unit": town.units[unit].name, **given}}


def _person(town: Town, unit: str) -> dict[str, Any]:
    return {"path": {"person": town.people[f"drafter-{unit}"].id}}


def _changed_person(town: Town, unit: str) -> dict[str, Any]:
    person = town.people[f"drafter-{unit}"]
    now = town.house.office.people.get(town.operator, person.id)
    return {"path": {"person": person.id}, "version": now.version, "body": {"name": now.name}}


def _new_person(town: Town, unit: str) -> dict[str, Any]:
    role = {"unit": town.units[unit].id, "role": "drafter"}
    return {"body": {"login": making.login(), "name": "新来的", "roles": [role]}}


def _new_unit(town: Town, unit: str) -> dict[str, Any]:
    return {"body": {"name": f"新单位{making.login()}", "parent": town.units[unit].id}}


def _key(town: Town, unit: str) -> dict[str, Any]:
    return {"path": {"key": making.key(town, unit)}}


def _new_kind(town: Town, unit: str) -> dict[str, Any]:
    return {"body": {"unit": town.units[unit].id, "body": making.kind_text(making.login())}}


def _changed_kind(town: Town, unit: str) -> dict[str, Any]:
    kept = town.house.office.kinds.get(town.operator, town.held[unit].kind)
    return {"path": {"kind": kept.id}, "version": kept.version, "body": {"body": kept.body}}


def _changed_rules(town: Town, unit: str) -> dict[str, Any]:
    ident = town.units[unit].id
    kept = UnitRuleBook(town.house.database).get(town.operator, ident)
    return {"path": {"unit": ident}, "version": kept.version, "body": {"body": kept.body}}


def _backup(town: Town, _: str) -> dict[str, Any]:
    return {"path": {"backup": making.backup(town)}}


def _one_rule(town: Town, unit: str) -> dict[str, Any]:
    return {"path": {"unit": town.units[unit].id, "rule": "shape.balance"}}


def _fresh_kind(town: Town, unit: str) -> dict[str, Any]:
    kept = making.kind(town, unit)
    return {"path": {"kind": kept.id}, "version": kept.version}


def _fresh_material(town: Town, unit: str) -> dict[str, Any]:
    return {"path": {"unit": town.units[unit].id, "sha256": making.material(town, unit)}}


def _job(state: str) -> Make:
    return lambda town, unit: {"path": {"job": making.job(town, unit, state)}}


def _checked(town: Town, unit: str) -> dict[str, Any]:
    path = {"unit": town.units[unit].id, "job": making.checked(town, unit), "number": "1"}
    return {"path": path}


def _dismissal(town: Town, unit: str) -> dict[str, Any]:
    path = {"number": str(making.dismissal(town, unit))}
    return {"path": path, "query": {"unit": town.units[unit].name}}


def _password(_: Town, __: str) -> dict[str, Any]:
    return {"body": {"old": RIGHT, "new": "井台上晒着五双旧草鞋"}}


_FILES = (("files", ("意见.txt", "1.学习不够。\n".encode())),)
_NOTICE = (("file", ("通知.txt", NOTICE.encode())),)
_FILE = (("file", ("材料.txt", PAPER)),)
_RAW = [{"id": "新1", "text": "食堂排队太久", "source": "意见箱"}]
_ITEM = "/drafts/{draft}/items/{item}"
_HEADING = "/drafts/{draft}/headings/{heading}"
_TASK = "/assignments/{assignment}"
_CHECKED = "/units/{unit}/checks/{job}/papers/{number}"
_REASON = {"reason": "按规定隐去"}
_NEW_ITEM = {"role": "problem", "text": "学习少。"}

TABLE: tuple[Row, ...] = (
    # Personal.
    _change("POST", "/sign-in", rules.anyone, making.sign_in, public=True, ends=True),
    _get("/sign-in/provider", rules.nowhere, _nothing, public=True),
    _get("/sign-in/provider/return", rules.nowhere, _nothing, public=True),
    _change("POST", "/sign-out", rules.anyone, _nothing, themselves=True, ends=True),
    _change("POST", "/sign-out/everywhere", rules.anyone, _nothing, themselves=True, ends=True),
    _change("POST", "/me/password", rules.anyone, _password, themselves=True, ends=True),
    _get("/me", rules.anyone, _nothing),
    # Administration.
    _get("/units", rules.anyone, _nothing),
    _change("POST", "/units", rules.looking_after, _new_unit),
    _get("/units/{unit}", rules.knowing, _path("unit")),
    _change("PATCH", "/units/{unit}", rules.looking_after, _renamed),
    _get("/units/{unit}/tokens", rules.figures, _path("unit")),
    _get("/units/{unit}/below", rules.knowing, _path("unit")),
    _get("/people", rules.within_care, lambda t, u: {"query": {"unit": t.units[u].id}}),
    _change("POST", "/people", rules.giving_roles, _new_person),
    _get("/people/{person}", rules.seeing_people, _person, owner="drafter"),
    _change("PATCH", "/people/{person}", rules.within_care, _changed_person),
    _get("/people/{person}/keys", rules.seeing_people, _person, owner="drafter"),
    _change(
        "POST",
        "/keys",
        rules.known_only,
        _in_unit(name="公文系统", permissions=["read"]),
        themselves=True,
    ),
    _change("DELETE", "/keys/{key}", rules.seeing_people, _key, owner="drafter"),
    _get("/audit", rules.administering, lambda t, u: {"query": {"unit": t.units[u].id}}),
    _get("/audit/verification", rules.whole_house, _nothing),
    _get("/unit-figures", rules.administering, _nothing),
    _get("/keys", rules.within_care, lambda t, u: {"query": {"unit": t.units[u].id}}),
    _get("/house/settings", rules.whole_house, _nothing),
    _change(
        "POST",
        "/house/examination",
        rules.whole_house,
        lambda *_: {"body": {"checks": ["clock"]}},
    ),
    _get("/house/backups", rules.whole_house, _nothing),
    _change("POST", "/house/backups", rules.whole_house, _nothing),
    _change("POST", "/house/backups/{backup}/verification", rules.whole_house, _backup),
    # Kinds.
    _get("/units/{unit}/kinds", rules.kinds_in_use, _path("unit")),
    _get("/own-kinds", rules.anyone, _nothing),
    _change("POST", "/own-kinds", rules.adding_kinds, _new_kind),
    _change("PUT", "/own-kinds/{kind}", rules.changing_kinds, _changed_kind),
    _change("DELETE", "/own-kinds/{kind}", rules.changing_kinds, _fresh_kind),
    Row("POST", f"{API}/kinds/from-notice", rules.anyone, lambda *_: {"files": _NOTICE}),
    # Rules.
    _get("/units/{unit}/rules", rules.figures, _path("unit")),
    _change("PUT", "/units/{unit}/rules", rules.changing_rules, _changed_rules),
    _get("/units/{unit}/rules/cards", rules.figures, _path("unit")),
    _get("/units/{unit}/rules/parts", rules.figures, _path("unit")),
    _get("/units/{unit}/rules/cards/{rule}", rules.figures, _one_rule),
    # A unit's own content.
    _get("/assignments", rules.anyone, lambda t, u: {"query": {"unit": t.units[u].id}}),
    _change(
        "POST", "/assignments", rules.work, _in_unit(kind="small", title="2024年度对照检查材料")
    ),
    _get(
        "/assignments/progress",
        rules.anyone,
        lambda t, u: {"query": {"assignment": t.held[u].assignment}},
    ),
    _change("POST", "/sample", rules.nowhere, _nothing),
    _get(_TASK, rules.work, _path("assignment")),
    _change("PATCH", _TASK, rules.work, _assignment),
    _change("POST", f"{_TASK}/draft", rules.work, _fresh_task),
    _get(f"{_TASK}/draft", rules.work, _path("assignment")),
    _get(f"{_TASK}/notes", rules.work, _path("assignment")),
    _change("POST", f"{_TASK}/notes", rules.work, _path("assignment", body={"notes": _RAW})),
    _get(f"{_TASK}/notes/raw", rules.work, _path("assignment")),
    # Not a change, but clues are not for those who may only read.
    _get(f"{_TASK}/notes/clues", rules.work, _path("assignment"), changes=True),
    _change("POST", f"{_TASK}/notes/sort", rules.work, _fresh_task),
    _change("POST", f"{_TASK}/notes/files", rules.work, _file_of_notes),
    _change("POST", f"{_TASK}/notes/merge", rules.work, _named_notes),
    _change("POST", f"{_TASK}/notes/split", rules.work, _named_notes),
    _change("PATCH", f"{_TASK}/notes/{{note}}", rules.work, _note),
    _get(_ITEM, rules.work, _path("draft", "item=own")),
    _change("PATCH", _ITEM, rules.work, lambda t, u: _item(t, u, body={"owner": "办公室"})),
    _change("DELETE", _ITEM, rules.work, _fresh_item),
    _change(
        "POST",
        "/drafts/{draft}/items",
        rules.work,
        lambda t, u: {**_path("draft")(t, u), "body": {**_NEW_ITEM, **_place(t, u)}},
    ),
    _change("POST", f"{_ITEM}/move", rules.work, lambda t, u: _item(t, u, body=_place(t, u))),
    _change(
        "POST",
        f"{_ITEM}/notes",
        rules.work,
        lambda t, u: _item(t, u, body={"note": t.held[u].note}),
    ),
    _change("POST", f"{_ITEM}/redraft", rules.work, _path("draft", "item=own")),
    _get(f"{_ITEM}/history", rules.work, _path("draft", "item=own")),
    _change("POST", f"{_ITEM}/restore", rules.work, lambda t, u: _item(t, u, body={"to": 1})),
    _get(_HEADING, rules.work, _heading),
    _change("PATCH", _HEADING, rules.work, lambda t, u: _heading(t, u, body={"text": "材料"})),
    _get(f"{_HEADING}/history", rules.work, _heading),
    _get("/drafts/{draft}/removed", rules.work, _path("draft")),
    _get("/drafts/{draft}/versions", rules.work, _path("draft")),
    _change("POST", "/drafts/{draft}/versions", rules.work, _path("draft")),
    _get("/drafts/{draft}/flags", rules.work, _path("draft")),
    _change("POST", "/drafts/{draft}/flags/{key}/accept", rules.work, _path("draft", "key=flag")),
    _change(
        "POST",
        "/drafts/{draft}/flags/{key}/dismiss",
        rules.work,
        _path("draft", "key=flag", body=_REASON),
    ),
    _change("POST", "/drafts/{draft}/flags/{key}/reopen", rules.work, _path("draft", "key=flag")),
    _get(f"{_TASK}/coverage", rules.work, _path("assignment")),
    _change("PUT", f"{_TASK}/coverage/{{note}}", rules.work, _answer),
    _change("DELETE", f"{_TASK}/coverage/{{note}}", rules.work, _answer_again),
    _get(f"{_TASK}/exports/draft.docx", rules.work, _path("assignment")),
    _get(f"{_TASK}/exports/summary.docx", rules.work, _path("assignment")),
    _get(f"{_TASK}/exports/notes.xlsx", rules.work, _path("assignment")),
    _get(f"{_TASK}/exports/clues.xlsx", rules.work, _path("assignment"), changes=True),
    _get(f"{_TASK}/exports/ledger.xlsx", rules.work, _path("assignment")),
    _get("/ledger", rules.anyone, lambda t, u: {"query": {"unit": t.units[u].id}}),
    _get(f"{_TASK}/ledger", rules.work, _path("assignment")),
    _change("POST", f"{_TASK}/ledger", rules.work, _path("assignment", body={"problem": "一行"})),
    _change("POST", f"{_TASK}/ledger/make", rules.work, _path("assignment")),
    _change("PUT", f"{_TASK}/ledger/{{entry}}", rules.work, _line),
    _change("DELETE", f"{_TASK}/ledger/{{entry}}", rules.work, _fresh_line),
    _get("/units/{unit}/library", rules.work, _path("unit")),
    _change("POST", "/units/{unit}/library", rules.work, _path("unit", files=_FILES)),
    _get("/units/{unit}/library/search", rules.work, _path("unit", query={"q": "学习 调研"})),
    _get("/units/{unit}/library/{sha256}", rules.work, _path("unit", "sha256=material")),
    _get("/units/{unit}/library/{sha256}/file", rules.work, _path("unit", "sha256=material")),
    _change("DELETE", "/units/{unit}/library/{sha256}", rules.work, _fresh_material),
    _change("POST", "/units/{unit}/checks", rules.work, _path("unit", files=_FILES)),
    _get(_CHECKED, rules.work, _checked),
    _get(f"{_CHECKED}/annotated.docx", rules.work, _checked),
    _change("POST", "/units/{unit}/reviews", rules.work, _path("unit", files=_FILES)),
    _get("/units/{unit}/originals", rules.work, _path("unit")),
    _get("/units/{unit}/originals/{sha256}", rules.work, _path("unit", "sha256=material")),
    # Jobs.
    _get("/jobs", rules.anyone, lambda t, u: {"query": {"unit": t.units[u].id}}),
    _get("/jobs/{job}", rules.work, _path("job=done")),
    _get("/jobs/{job}/history", rules.work, _path("job=done")),
    _get("/jobs/{job}/events", rules.work, _path("job=done")),
    _get("/jobs/{job}/tokens", rules.work, _path("job=done")),
    _change("POST", "/jobs/{job}/cancel", rules.work, _job("queued")),
    _change("POST", "/jobs/{job}/resume", rules.work, _job("failed")),
    _change("POST", "/jobs/{job}/without-model", rules.work, _job("queued")),
    # Sent up.
    _get("/submissions", rules.anyone, lambda t, u: {"query": {"unit": t.units[u].id}}),
    _change("POST", f"{_TASK}/submissions", rules.sending, _to_send),
    _get("/submissions/{submission}", rules.sent, _standing),
    _change("POST", "/submissions/{submission}/withdraw", rules.taking_back, _standing),
    _get("/submissions/{submission}/paper.docx", rules.sent, _standing),
    _get("/units/{unit}/heads", rules.work, _path("unit")),
    _get("/submissions/{submission}/words", rules.sent, _standing),
    _change("POST", "/submissions/{submission}/words", rules.reviewing, _word),
    _change("POST", "/submissions/review", rules.sent, _reviewed),
    _change("POST", "/submissions/review/events", rules.sent, _reviewed),
    # One shot.
    _get("/kinds", rules.anyone, _nothing),
    Row("POST", f"{API}/outlines", rules.anyone, lambda *_: {"files": _FILE}),
    _change("POST", "/sorts", rules.anyone, lambda *_: {"body": {"kind": "small", "notes": _RAW}}),
    _change(
        "POST", "/problems", rules.anyone, lambda *_: {"body": {"kind": "small", "notes": _RAW}}
    ),
    _change("POST", "/drafts", rules.work, _by_name(kind="small", notes=_RAW)),
    _change(
        "POST",
        "/checks",
        rules.work,
        lambda t, u: {"files": _FILE, "form": {"unit": t.units[u].name}},
    ),
    _change(
        "POST",
        "/checks/paper",
        rules.work,
        lambda t, u: {"files": _FILE, "form": {"unit": t.units[u].name}},
    ),
    _change("POST", "/reviews", rules.anyone, lambda *_: {"files": (("files", _FILE[0][1]),)}),
    _get("/dismissals", rules.work, lambda t, u: {"query": {"unit": t.units[u].name}}),
    _change(
        "POST",
        "/dismissals",
        rules.work,
        _by_name(rule="left.placeholder", fingerprint="fcac700b8f0b168f", who="办公室", **_REASON),
    ),
    _change("DELETE", "/dismissals/{number}", rules.work, _dismissal),
    # These change what the rows above stand on.
    _change("POST", "/drafts/{draft}/check", rules.work, _path("draft")),
    _change("POST", "/drafts/{draft}/restore", rules.work, _restored_paper),
)
