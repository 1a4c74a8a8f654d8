"""Long work on files that are handed in: checks and reviews as jobs of a unit, and the files."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Query, Response, UploadFile
from fastapi import Path as PathPart

from service.api.acting import Drafts, Reads, TheHouse
from service.api.checked import done_check, with_comments
from service.api.jobs import TheJobs, accepted
from service.api.repeats import ActsOnce
from service.api.uploads import kept_originals
from service.api.words import ID, MOST, InPath, KindName
from service.bootstrap import House
from service.errors import NotFound
from service.kinds import kind_named
from service.office.jobs import Job
from service.pipelines.checked_paper import CheckedPaper, checked_paper
from service.pipelines.comparing import comments_between, compared
from service.scope import Scope
from service.store.originals import KeptOriginal
from service.value import Value

router = APIRouter(prefix="/units/{unit}", tags=["任务"], route_class=ActsOnce)

Digest = Annotated[str, PathPart(pattern=r"^[0-9a-f]{64}$")]
Which = Annotated[int, PathPart(ge=1, le=MOST, description="第几份材料")]
Papers = Annotated[list[UploadFile], File(description="材料文件", max_length=200)]
Others = Annotated[list[UploadFile] | None, File(description="只用来比对的材料", max_length=200)]


class OriginalList(Value):
    """Files as they were handed in, the oldest first."""

    items: tuple[KeptOriginal, ...] = ()


@router.post("/checks", summary="核对文件（任务）", status_code=202)
def check(
    house: TheHouse,
    jobs: TheJobs,
    scope: Drafts,
    unit: InPath,
    files: Papers,
    response: Response,
    kind: KindName = None,
    year: Annotated[int | None, Form(ge=2000, le=2100)] = None,
    notes: Annotated[UploadFile | None, File(description="意见文件")] = None,
    against: Others = None,
) -> Job:
    """Keeps the papers and checks them one by one, held against the unit's library."""
    request = _request(house, scope, unit, kind)
    request["originals"] = kept_originals(house, scope, unit, files)
    request["notes"] = kept_originals(house, scope, unit, [notes] if notes else [])
    request["against"] = kept_originals(house, scope, unit, against or [])
    if year is not None:
        request["year"] = year
    return accepted(response, jobs.submit(scope, unit, "check", request))


@router.get("/checks/{job}/papers/{number}", summary="核对过的一份材料（文字与提示）")
def checked(
    house: TheHouse,
    jobs: TheJobs,
    scope: Reads,
    unit: InPath,
    job: InPath,
    number: Which,
    since: Annotated[str | None, Query(pattern=ID, description="改之前的那次核对（任务）")] = None,
    of: Annotated[int, Query(ge=1, le=MOST, description="那次核对的第几份")] = 1,
) -> CheckedPaper:
    """The paper with its flags where they stand, without what was dismissed since. With ``since``
    also what became of the flags of that check."""
    _works_in(scope, unit)
    done = done_check(house, jobs, scope, unit, job)
    before = None if since is None else done_check(house, jobs, scope, unit, since)
    with done.opened(number) as (path, opened):
        told = None
        if before is not None:
            with before.opened(of) as (sent, as_sent):
                first = before.checked(of)
                comments = comments_between(sent, as_sent, first.flags, path)
            told = compared(first, done.checked(number), comments)
    return checked_paper(opened, done.checked(number), done.dismissals, told)


@router.get(
    "/checks/{job}/papers/{number}/annotated.docx",
    summary="核对过的一份材料（Word，带批注）",
    response_class=Response,
)
def annotated_paper(
    house: TheHouse, jobs: TheJobs, scope: Reads, unit: InPath, job: InPath, number: Which
) -> Response:
    """The same file with a comment for each flag; of what is no .docx the text."""
    _works_in(scope, unit)
    done = done_check(house, jobs, scope, unit, job)
    with done.opened(number) as (path, opened):
        return with_comments(path, opened, done.checked(number).flags)


@router.post("/reviews", summary="审阅文件（任务）", status_code=202)
def review(
    house: TheHouse,
    jobs: TheJobs,
    scope: Drafts,
    unit: InPath,
    files: Papers,
    response: Response,
    kind: KindName = None,
    notes: Annotated[
        list[UploadFile] | None, File(description="意见文件，与材料或单位同名", max_length=200)
    ] = None,
    against: Others = None,
) -> Job:
    """Keeps the papers and reviews them: a page for each, and what they have in common."""
    request = _request(house, scope, unit, kind)
    request["originals"] = kept_originals(house, scope, unit, files)
    request["notes"] = kept_originals(house, scope, unit, notes or [])
    request["against"] = kept_originals(house, scope, unit, against or [])
    return accepted(response, jobs.submit(scope, unit, "review", request))


@router.get("/originals", summary="列出交入的原件")
def originals(house: TheHouse, scope: Reads, unit: InPath) -> OriginalList:
    """Every file that was handed in for the unit."""
    _works_in(scope, unit)
    return OriginalList(items=house.originals.of(scope, unit))


@router.get("/originals/{sha256}", summary="下载交入的原件", response_class=Response)
def original(house: TheHouse, scope: Reads, unit: InPath, sha256: Digest) -> Response:
    """The file as it was handed in. It is given to be kept, never shown by the browser."""
    _works_in(scope, unit)
    named = house.originals.named(scope, unit, sha256)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(named.file, safe='')}"}
    return Response(
        house.originals.get(scope, unit, sha256),
        media_type="application/octet-stream",
        headers=headers,
    )


def _request(house: House, scope: Scope, unit: str, kind: str | None) -> dict[str, object]:
    """The beginning of a request for the unit: refused before anything is kept."""
    _works_in(scope, unit)
    return {"kind": kind_named(kind, house.kinds_for(scope, unit)).id} if kind else {}


def _works_in(scope: Scope, unit: str) -> None:
    if unit not in scope.writes:
        raise NotFound("没有这个单位，或您不在其中工作")
