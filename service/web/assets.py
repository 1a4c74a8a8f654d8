"""Style sheets and programs, under an address that changes with their content: a browser keeps them
for good, and never mixes those of two releases. Comments and indents stay at home: they are a
third of what would travel."""

import gzip
import hashlib
import mimetypes
from functools import cache

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from service.value import Value
from service.web.modules import FOLDER, joined, shortened

_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
_PROGRAMS = "programs"
_SHOWN = (".css", ".svg")


class Asset(Value):
    """One file as it travels: ``plain``, or ``packed`` where the browser takes gzip."""

    plain: bytes
    packed: bytes
    media_type: str


@cache
def assets() -> dict[str, Asset]:
    """Everything that a page loads, by its path below ``address()``."""
    paths = sorted(path for path in FOLDER.rglob("*") if path.suffix in _SHOWN)
    found = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in paths}
    found |= {
        name: shortened(content.decode()).encode()
        for name, content in found.items()
        if name.endswith(".css")
    }
    programs = joined(f"{address()}/{_PROGRAMS}")
    found |= {f"{_PROGRAMS}/{name}": program.encode() for name, program in programs.items()}
    return {name: _asset(name, content) for name, content in found.items()}


@cache
def address() -> str:
    """Where the files of this release are found: what a program loads later stays inside."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(path for path in FOLDER.rglob("*") if path.suffix in _SHOWN):
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    for name, program in joined().items():
        digest.update(f"{name}\0{program}".encode())
    return f"/static/{digest.hexdigest()}"


def program_of(screen: str) -> str:
    """The address of a screen's program."""
    return f"{address()}/{_PROGRAMS}/{screen}.js"


def asset(request: Request) -> Response:
    """The file that the request names. Raises HTTPException 404."""
    found = assets().get(request.path_params["path"])
    if found is None:
        raise HTTPException(404)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.plain, media_type=found.media_type, headers=_HEADERS)
    headers = {**_HEADERS, "Content-Encoding": "gzip"}
    return Response(found.packed, media_type=found.media_type, headers=headers)


def _asset(name: str, content: bytes) -> Asset:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    # Without the time, so that two processes of one release give the same.
    return Asset(plain=content, packed=gzip.compress(content, mtime=0), media_type=media_type)
