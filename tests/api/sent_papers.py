"""Papers of several units as they stand after they were sent up."""

import hashlib

from service.ids import new_id
from service.office.units import Unit
from service.scope import of_unit
from service.store.acting import now
from service.store.assignments import Assignments
from service.store.tables import SubmissionRow
from tests.api.accounts import Town


def sent_up(town: Town, unit: Unit, text: str, year: int) -> str:
    """A paper as it stands after it was sent up."""
    head = of_unit(unit.id, "head", "王局长")
    task = Assignments(town.house.database).create(
        head, unit.id, kind=f"team-{year}", year=year, title="对照检查材料"
    )
    row = SubmissionRow(
        id=new_id(),
        unit_id=unit.id,
        assignment_id=task.id,
        kind_id=task.kind,
        year=year,
        title=task.title,
        draft_version=1,
        paper='{"chapters": []}',
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        state="submitted",
        submitted_by="王局长",
        submitted_at=now(),
    )
    with town.house.database.writing(head) as session:
        session.add(row)
    return row.id


def another(town: Town, name: str) -> Unit:
    """One more unit that the county reviews."""
    operator = town.house.office.scopes.local("操作员")
    return town.house.office.units.create(operator, name, parent=town.county.id)
