"""The library (资料库): past papers and references, with search."""

from contextlib import suppress
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Query, Response, UploadFile
from fastapi import Path as PathPart

from service.api.acting import Drafts, Reads, TheHouse, Writes
from service.api.jobs import TheJobs, accepted
from service.api.repeats import ActsOnce
from service.api.uploads import kept_originals
from service.api.words import InPath
from service.bootstrap import House
from service.errors import NotFound
from service.library import Material, Passage, Use
from service.office.jobs import Job
from service.paper import ItemRole
from service.pipelines.library import Library
from service.scope import Scope
from service.store.materials import KeptMaterial
from service.value import Value

router = APIRouter(prefix="/units/{unit}/library", tags=["资料库"], route_class=ActsOnce)


Digest = Annotated[str, PathPart(pattern=r"^[0-9a-f]{64}$")]


class MaterialList(Value):
    """What the library holds."""

    items: tuple[KeptMaterial, ...] = ()


class Found(Value):
    """Passages, the best first. ``notice`` says when only their wording was searched."""

    items: tuple[Passage, ...] = ()
    notice: str = ""


@router.get("", summary="列出资料")
def materials(house: TheHouse, scope: Reads, unit: InPath) -> MaterialList:
    """The newest year first."""
    return MaterialList(items=_library(house, scope, unit).listed())


@router.post("", summary="上传资料", status_code=202)
def upload(
    house: TheHouse,
    jobs: TheJobs,
    scope: Drafts,
    unit: InPath,
    files: Annotated[list[UploadFile], File(description="往年材料等", max_length=200)],
    response: Response,
    use: Annotated[Use, Form(description="用途")] = "own-past",
) -> Job:
    """Keeps the files and takes them into the library."""
    _library(house, scope, unit)
    request = {"originals": kept_originals(house, scope, unit, files), "use": use}
    return accepted(response, jobs.submit(scope, unit, "ingest", request))


@router.get("/search", summary="检索")
def search(
    house: TheHouse,
    scope: Reads,
    unit: InPath,
    q: Annotated[str, Query(min_length=1, max_length=500, description="要找的话")],
    k: Annotated[int, Query(ge=1, le=50)] = 10,
    use: Use | None = None,
    role: ItemRole | None = None,
    year: Annotated[int | None, Query(ge=1900, le=2100)] = None,
) -> Found:
    """Passages with their places in their papers."""
    library = _library(house, scope, unit)
    found = library.find(q, k=k, use=use, role=role, year=year)
    return Found(items=found, notice=library.trouble)


@router.get("/{sha256}", summary="看一份资料")
def material(house: TheHouse, scope: Reads, unit: InPath, sha256: Digest) -> Material:
    """Its text and structure."""
    found = _library(house, scope, unit).get(sha256)
    if found is None:
        raise NotFound("资料库里没有这份材料")
    return found


@router.get("/{sha256}/file", summary="下载原件", response_class=Response)
def original(house: TheHouse, scope: Reads, unit: InPath, sha256: Digest) -> Response:
    """The file as it was handed in. It is given to be kept, never shown by the browser."""
    named = house.originals.named(scope, unit, sha256)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(named.file)}"}
    return Response(
        house.originals.get(scope, unit, sha256),
        media_type="application/octet-stream",
        headers=headers,
    )


@router.delete("/{sha256}", summary="删除资料", status_code=204)
def remove(house: TheHouse, scope: Writes, unit: InPath, sha256: Digest) -> None:
    """Removes the material, its passages, and the file."""
    _library(house, scope, unit).remove(sha256)
    # What the command line took in has no file here.
    with suppress(NotFound):
        house.originals.remove(scope, unit, sha256)


def _library(house: House, scope: Scope, unit: str) -> Library:
    if unit not in scope.writes:
        raise NotFound("没有这个单位，或您不在其中工作")
    return house.library(scope, house.office.units.get(scope, unit))
