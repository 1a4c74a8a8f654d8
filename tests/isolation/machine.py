"""A season of an office, played at random over HTTP, beside a model of who may see what."""

from collections import Counter
from typing import Any

import httpx2
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from service.bootstrap import House
from service.ids import new_id
from service.office.people import Membership
from service.scope import PERMISSIONS, of_unit
from service.store.credentials import CredentialBook
from tests.isolation.rules import Reach, line, reach_of
from tests.store.office_cases import composed

API = "/api/v1"
ROLES = ("drafter", "head", "reviewer", "administrator")
PEOPLE = st.integers(0, 2)
UNITS = st.integers(0, 4)
ANY = st.integers(0, 10**6)
Headers = dict[str, str]


class Office(RuleBasedStateMachine):
    """Three people in five units, of which two lie below others at first.

    ``house`` and ``client`` belong to the server that all runs of the machine share; each run has
    a tree of its own in it. ``steps`` counts what was tried in all runs, ``acts`` what was done.
    """

    house: House
    client: httpx2.Client
    steps = 0
    acts: Counter[str]

    @initialize()
    def founded(self) -> None:
        """Units, people, and the administrator of all of them."""
        office = self.house.office
        operator = office.scopes.local("操作员")
        self.mark = new_id()
        self.tree: dict[str, str | None] = {}
        parents: list[int | None] = [None, 0, 0, 1, 2]
        self.units: list[str] = []
        for number, parent in enumerate(parents):
            above = None if parent is None else self.units[parent]
            made = office.units.create(operator, f"单位{number}{self.mark}", parent=above)
            operator = office.scopes.local("操作员")
            self.units.append(made.id)
            self.tree[made.id] = above
        self.people = [
            office.people.create(operator, f"p{number}{self.mark}", f"某{number}").id
            for number in range(3)
        ]
        roles = [Membership(unit=self.units[0], role="administrator")]
        chief = office.people.create(operator, f"chief{self.mark}", "管理员", memberships=roles)
        self.chief = self._cookie(chief.id)
        self.roles: dict[str, set[tuple[str, str]]] = {person: set() for person in self.people}
        self.disabled: set[str] = set()
        self.signed_in: dict[str, Headers] = {}
        self.keys: list[tuple[str, str, Headers, str]] = []
        self.assignments: dict[str, str] = {}
        self.notes: dict[str, list[str]] = {}
        self.drafts: dict[str, str] = {}
        self.submissions: dict[str, tuple[str, str]] = {}
        self.watched: set[str] = set(self.people)
        for who, (where, role) in enumerate(((1, "head"), (0, "reviewer"), (3, "drafter"))):
            self._give(self.people[who], {(self.units[where], role)})
            self.signed_in[self.people[who]] = self._cookie(self.people[who])
        # A paper on its way up, or most runs would never see one.
        self.begins_a_paper(0, 1)
        self.a_job_drafts(0)
        self.sends_up(0, 0)

    # What people and administrators do.

    @rule(who=PEOPLE)
    def signs_in(self, who: int) -> None:
        """A person signs in, enabled before by whoever looks after the whole house."""
        person = self.people[who]
        if person in self.disabled:
            office = self.house.office
            operator = office.scopes.local("操作员")
            version = office.people.get(operator, person).version
            office.people.enable(operator, person, version=version)
            self.disabled.discard(person)
        self.signed_in[person] = self._cookie(person)
        self._done(person)

    @rule(who=PEOPLE)
    def signs_out(self, who: int) -> None:
        """A person signs out; the cookie is kept to be tried."""
        person = self.people[who]
        if person in self.signed_in:
            cookie = self.signed_in.pop(person)
            assert self._ask("POST", "/sign-out", cookie).status_code == 204
            assert self._ask("GET", "/me", cookie).status_code == 401
        self._done(person)

    @rule(who=PEOPLE, where=UNITS, role=st.sampled_from(ROLES))
    def is_given_a_role(self, who: int, where: int, role: str) -> None:
        """One more role."""
        person = self.people[who]
        self._give(person, self.roles[person] | {(self.units[where], role)})
        self._done(person)

    @rule(who=PEOPLE, which=ANY)
    def loses_a_role(self, who: int, which: int) -> None:
        """One role less; whoever has but one gets, most times, another one for it."""
        person = self.people[who]
        held = sorted(self.roles[person])
        if held:
            left = self.roles[person] - {held[which % len(held)]}
            if not left and which % 4:
                left = {(self.units[which % 5], ROLES[which % 3])}
            self._give(person, left)
            self.acts["role lost"] += 1
        self._done(person)

    @rule(what=UNITS, below=UNITS)
    def a_unit_is_moved(self, what: int, below: int) -> None:
        """A unit goes below another one, with all that is below it."""
        unit, above = self.units[what], self.units[below]
        answer = self._change(f"/units/{unit}", self.chief, {"parent": above})
        if what == 0:
            assert answer.status_code == 403
        elif unit in (above, *line(self.tree, above)):
            assert answer.status_code == 409
        else:
            assert answer.status_code == 200
            self.tree[unit] = above
            self.acts["moved"] += 1
        self._done(*self.people)

    @rule(who=PEOPLE, disabled=st.booleans())
    def is_disabled_or_enabled(self, who: int, disabled: bool) -> None:
        """The account, not the roles."""
        person, path = self.people[who], f"/people/{self.people[who]}"
        if not self.roles[person]:
            return
        assert self._change(path, self.chief, {"disabled": disabled}).status_code == 200
        if disabled:
            self.disabled.add(person)
            self.acts["disabled"] += 1
            cookie = self.signed_in.pop(person, None)
            assert cookie is None or self._ask("GET", "/me", cookie).status_code == 401
        else:
            self.disabled.discard(person)
        self._done(person)

    @rule(who=PEOPLE, where=UNITS)
    def makes_a_key(self, who: int, where: int) -> None:
        """A key of one's own for a unit that one has to do with."""
        person, unit = self.people[who], self.units[where]
        if person in self.signed_in and len(self.keys) < 3:
            body = {"unit": unit, "name": "程序", "permissions": list(PERMISSIONS)}
            answer = self._ask("POST", "/keys", self.signed_in[person], json=body)
            known = unit in self._reach(person).known
            assert answer.status_code == (201 if known else 404)
            if known:
                made = answer.json()
                headers = {"Authorization": f"Bearer {made['secret']}"}
                self.keys.append((person, unit, headers, made["key"]["id"]))
        self._done(person)

    @precondition(lambda self: bool(self.keys))
    @rule(which=ANY)
    def a_key_is_revoked(self, which: int) -> None:
        """By the administrator; it is tried once more."""
        _, _, headers, key = self.keys.pop(which % len(self.keys))
        assert self._ask("DELETE", f"/keys/{key}", self.chief).status_code == 200
        assert self._ask("GET", "/me", headers).status_code == 401
        self.acts["key revoked"] += 1
        self._done()

    @rule(who=PEOPLE, where=UNITS)
    def begins_a_paper(self, who: int, where: int) -> None:
        """A new assignment, by who works in the unit."""
        person, unit = self.people[who], self.units[where]
        if person in self.signed_in:
            body = {"unit": unit, "kind": "team-2023", "title": "对照检查材料"}
            answer = self._ask("POST", "/assignments", self.signed_in[person], json=body)
            allowed = unit in self._reach(person).writes
            assert answer.status_code == (201 if allowed else 404)
            if allowed:
                self.assignments[answer.json()["id"]] = unit
                self.notes[answer.json()["id"]] = []
        self._done(person)

    @rule(who=PEOPLE, which=ANY)
    def writes_a_note(self, who: int, which: int) -> None:
        """A note for some assignment, of whatever unit."""
        person = self.people[who]
        if self.assignments and person in self.signed_in:
            task = self._likely(which, self.assignments, person)
            note = {"id": new_id(), "text": f"意见{new_id()}", "source": "座谈会"}
            path, body = f"/assignments/{task}/notes", {"notes": [note]}
            answer = self._ask("POST", path, self.signed_in[person], json=body)
            allowed = self.assignments[task] in self._reach(person).writes
            assert answer.status_code == (200 if allowed else 404)
            if allowed:
                self.notes[task].append(note["text"])
                self.acts["note written"] += 1
        self._done(person)

    @precondition(lambda self: bool(set(self.assignments) - set(self.drafts)))
    @rule(which=ANY)
    def a_job_drafts(self, which: int) -> None:
        """A draft appears, as a job would put it on the desk."""
        waiting = sorted(set(self.assignments) - set(self.drafts))
        task = waiting[which % len(waiting)]
        made, draft = composed()
        scope = of_unit(self.assignments[task], "", "任务")
        desk = self.house.office.desk.desk
        self.drafts[task] = desk.begin(scope, task, draft, made.to_json(), None).id
        self._done()

    @rule(who=PEOPLE, which=ANY)
    def sends_up(self, who: int, which: int) -> None:
        """The head sends the draft up."""
        person = self.people[who]
        if self.drafts and person in self.signed_in:
            task = self._likely(which, self.drafts, person)
            unit, reach = self.assignments[task], self._reach(person)
            path = f"/assignments/{task}/submissions"
            headers = {**self.signed_in[person], "If-Match": '"1"'}
            answer = self._ask("POST", path, headers)
            if unit not in reach.heads:
                assert answer.status_code == (403 if unit in reach.writes else 404)
            else:
                assert answer.status_code in (201, 409)
            if answer.status_code == 201:
                sent = answer.json()
                self.submissions[sent["id"]] = (unit, sent["state"])
                self.acts["sent up"] += 1
        self._done(person)

    @rule(who=PEOPLE, which=ANY)
    def takes_back(self, who: int, which: int) -> None:
        """The head withdraws."""
        person = self.people[who]
        if self.submissions and person in self.signed_in:
            sent = self._likely(which, self.submissions, person)
            unit, state = self.submissions[sent]
            headers = {**self.signed_in[person], "If-Match": '"1"'}
            answer = self._ask("POST", f"/submissions/{sent}/withdraw", headers)
            reach = self._reach(person)
            if sent not in self._seen(reach):
                assert answer.status_code == 404
            elif unit not in reach.heads:
                assert answer.status_code == 403
            elif state == "submitted":
                assert answer.status_code == 200
                self.submissions[sent] = (unit, "withdrawn")
                self.acts["withdrawn"] += 1
        self._done(*self.people)

    @rule(who=PEOPLE, which=ANY, verdict=st.sampled_from(("comment", "returned", "passed")))
    def says_a_word(self, who: int, which: int, verdict: str) -> None:
        """A reviewer's verdict."""
        person = self.people[who]
        if self.submissions and person in self.signed_in:
            sent = self._likely(which, self.submissions, person)
            unit, state = self.submissions[sent]
            headers = {**self.signed_in[person], "If-Match": '"1"'}
            body = {"verdict": verdict, "words": "请补充事例"}
            answer = self._ask("POST", f"/submissions/{sent}/words", headers, json=body)
            reach = self._reach(person)
            if sent not in self._seen(reach):
                assert answer.status_code == 404
            elif unit not in reach.reviews:
                assert answer.status_code == 403
            elif state == "submitted":
                assert answer.status_code == 201
                after = state if verdict == "comment" else verdict
                self.submissions[sent] = (unit, after)
                self.acts["reviewed"] += 1
        self._done(person)

    @rule(who=PEOPLE, which=ANY)
    def exports(self, who: int, which: int) -> None:
        """The ledger as a file."""
        person = self.people[who]
        if self.assignments and person in self.signed_in:
            task = self._likely(which, self.assignments, person)
            path = f"/assignments/{task}/exports/ledger.xlsx"
            answer = self._ask("GET", path, self.signed_in[person])
            allowed = self.assignments[task] in self._reach(person).writes
            assert answer.status_code == (200 if allowed else 404)
            self.acts["exported" if allowed else "export refused"] += 1
        self._done(person)

    # What holds after every step.

    @invariant()
    def everybody_reads_what_the_model_says_no_more_and_no_less(self) -> None:
        """For those whom the last step could concern, and their keys."""
        for person in sorted(getattr(self, "watched", ())):
            if person in self.signed_in:
                self._reads_exactly(self.signed_in[person], self._reach(person))
        for person, unit, headers, _ in getattr(self, "keys", ()):
            if person in self.watched:
                if person in self.disabled:
                    assert self._ask("GET", "/me", headers).status_code == 401
                else:
                    self._reads_exactly(headers, _only(self._reach(person), unit))

    def _reads_exactly(self, headers: Headers, reach: Reach) -> None:
        wanted = {task for task, unit in self.assignments.items() if unit in reach.writes}
        assert self._listed("/assignments", headers) == wanted
        assert self._listed("/submissions", headers) == self._seen(reach)
        # One of the two in turn: the lists above have told of all.
        if self.assignments and (type(self).steps % 2 or not self.submissions):
            task = self._one(type(self).steps // 2, self.assignments)
            answer = self._ask("GET", f"/assignments/{task}/notes/raw", headers)
            assert answer.status_code == (200 if task in wanted else 404)
            if task in wanted:
                texts = [note["text"] for note in answer.json()["items"]]
                assert texts == self.notes[task]
        elif self.submissions:
            sent = self._one(type(self).steps // 2, self.submissions)
            status = self._ask("GET", f"/submissions/{sent}", headers).status_code
            assert status == (200 if sent in self._seen(reach) else 404)

    # How it is done.

    def _done(self, *watched: str) -> None:
        type(self).steps += 1
        self.watched = set(watched) or {self.people[type(self).steps % 3]}

    def _reach(self, person: str) -> Reach:
        return reach_of(self.roles[person], self.tree)

    def _seen(self, reach: Reach) -> set[str]:
        return {
            sent
            for sent, (unit, state) in self.submissions.items()
            if unit in reach.writes or (unit in reach.reviews and state != "withdrawn")
        }

    def _listed(self, path: str, headers: Headers) -> set[str]:
        answer = self._ask("GET", f"{path}?limit=200", headers)
        assert answer.status_code == 200
        return {entry["id"] for entry in answer.json()["items"]}

    @staticmethod
    def _one(which: int, things: dict[str, Any]) -> str:
        return sorted(things)[which % len(things)]

    def _likely(self, which: int, things: dict[str, Any], person: str) -> str:
        """Every second time one within the person's reach, if there is any."""
        reach = self._reach(person)
        units = {task: unit for task, unit in self.assignments.items() if task in things}
        units |= {sent: unit for sent, (unit, _) in self.submissions.items() if sent in things}
        mine = {name: True for name, unit in units.items() if unit in reach.writes | reach.reviews}
        return self._one(which // 2, mine if which % 2 and mine else things)

    def _give(self, person: str, roles: set[tuple[str, str]]) -> None:
        given = [Membership.model_validate({"unit": u, "role": r}) for u, r in sorted(roles)]
        if self.roles[person]:
            body = {"roles": [role.model_dump() for role in given]}
            answer = self._change(f"/people/{person}", self.chief, body)
            assert answer.status_code == 200
        else:
            office = self.house.office
            now = office.people.get(office.scopes.local(), person)
            scope = office.scopes.local("操作员")
            office.people.change_roles(scope, person, given, version=now.version)
        self.roles[person] = set(roles)

    def _change(self, path: str, headers: Headers, body: dict[str, Any]) -> httpx2.Response:
        tag = self._ask("GET", path, headers).headers["ETag"]
        return self._ask("PATCH", path, {**headers, "If-Match": tag}, json=body)

    def _cookie(self, person: str) -> Headers:
        known = CredentialBook(self.house.database).of_person(person)
        assert known is not None
        made = self.house.office.door.let_in(known, how="password")
        return {"Cookie": f"duizhao={made.token}", "X-CSRF-Token": made.csrf}

    def _ask(self, method: str, path: str, headers: Headers, **more: Any) -> httpx2.Response:
        answer = self.client.request(method, API + path, headers=headers, **more)
        assert answer.status_code < 500, answer.text
        return answer


def _only(reach: Reach, unit: str) -> Reach:
    """A reach cut down to one unit, as a key has it."""
    one = frozenset({unit})
    return Reach(
        writes=reach.writes & one,
        heads=reach.heads & one,
        reviews=reach.reviews & one,
        administers=reach.administers & one,
    )
