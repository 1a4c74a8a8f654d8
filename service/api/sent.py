"""What stands beside a paper sent up: who may send it, and the paper as a file for Word."""

from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from fastapi import APIRouter, Response

from service.api.acting import Reads, TheHouse
from service.api.exports import WORD
from service.api.keepable import Keepable
from service.api.words import InPath
from service.drafts import Draft
from service.value import Value

router = APIRouter(tags=["报送与审核"], route_class=Keepable)


class Heads(Value):
    """The names of those who may send a unit's papers up."""

    items: tuple[str, ...] = ()


@router.get("/units/{unit}/heads", summary="谁可以报送")
def heads(house: TheHouse, scope: Reads, unit: InPath) -> Heads:
    """For who works in the unit."""
    return Heads(items=house.office.people.heads_of(scope, unit))


@router.get(
    "/submissions/{submission}/paper.docx", summary="报送稿（Word）", response_class=Response
)
def paper(house: TheHouse, scope: Reads, submission: InPath) -> Response:
    """The paper as it was sent up, in the layout of official papers."""
    from service.present.word import write_draft

    sent = house.office.submissions.get(scope, submission)
    made = Draft(paper=sent.paper, text=sent.text)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper"
        write_draft(made, path, today=sent.submitted_at.date(), flags=())
        content = path.read_bytes()
    name = quote(f"{sent.title}.docx", safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, media_type=WORD, headers=headers)
