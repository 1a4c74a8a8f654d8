"""Style sheets and modules, under an address that changes with their content: a browser keeps them
for good, and never mixes those of two releases. Comments and indents stay at home: they are a
third of what would travel."""

import gzip
import hashlib
import mimetypes
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from service.value import Value

FOLDER = Path(str(files("service.web"))) / "static"
_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
_SHORTENED = (".js", ".css")
# Whole lines of comment, and indents: nothing that could stand inside a value, since a template
# that spans lines is not allowed (a test says so). Libraries that go further were tried and broke
# programs: one dropped spaces in nested templates and in expressions, one moved a declaration
# behind its first use.
_NEEDLESS = re.compile(
    r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*$\n?"  # a comment on lines of its own
    r"|^[ \t]*//[^\n]*$\n?"
    r"|/\*\* @(?:(?!\*/).)*\*/ ?"  # what a value is, said to the compiler
    r"|^[ \t]+|^\n",
    re.MULTILINE | re.DOTALL,
)


class Asset(Value):
    """One file as it travels: ``plain``, or ``packed`` where the browser takes gzip."""

    plain: bytes
    packed: bytes
    media_type: str


@cache
def assets() -> dict[str, Asset]:
    """Everything in ``FOLDER``, by its path below it."""
    paths = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    return {path.relative_to(FOLDER).as_posix(): _asset(path) for path in paths}


@cache
def address() -> str:
    """Where the files of this release are found: relative imports between modules stay inside."""
    digest = hashlib.blake2b(digest_size=8)
    for name, asset in assets().items():
        digest.update(f"{name}\0{len(asset.plain)}\0".encode() + asset.plain)
    return f"/static/{digest.hexdigest()}"


def asset(request: Request) -> Response:
    """The file that the request names. Raises HTTPException 404."""
    found = assets().get(request.path_params["path"])
    if found is None:
        raise HTTPException(404)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.plain, media_type=found.media_type, headers=_HEADERS)
    headers = {**_HEADERS, "Content-Encoding": "gzip"}
    return Response(found.packed, media_type=found.media_type, headers=headers)


def shortened(program: str) -> str:
    """A module or a style sheet without its comments, indents and empty lines."""
    return _NEEDLESS.sub("", program)


def _asset(path: Path) -> Asset:
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    content = path.read_bytes()
    if path.suffix in _SHORTENED:
        content = shortened(content.decode()).encode()
    # Without the time, so that two processes of one release give the same.
    return Asset(plain=content, packed=gzip.compress(content, mtime=0), media_type=media_type)
