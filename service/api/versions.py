"""Versions over HTTP: an answer's ETag is its version, a change names the version it was made from
in If-Match, and a stale one is refused with what stands now."""

import re
from typing import Annotated

from fastapi import Depends, Header, Response

from service.errors import BadInput, DuizhaoError

_TAG = re.compile(r'(?:W/)?"(\d{1,9})"')


class VersionMissing(DuizhaoError):
    """A change that does not say which version it was made from: HTTP 428."""


def _version(
    if_match: Annotated[
        str | None,
        Header(description="改的是哪一版：上次读到的 ETag", examples=['"3"']),
    ] = None,
) -> int:
    if if_match is None:
        raise VersionMissing("请在 If-Match 里写明改的是哪一版（上次读到的 ETag）")
    found = _TAG.fullmatch(if_match.strip())
    if found is None:
        raise BadInput('If-Match 应是上次读到的 ETag，如 "3"')
    return int(found[1])


TheVersion = Annotated[int, Depends(_version)]
"""The version a change was made from. Without it the request is refused."""


def tag(response: Response, version: int) -> None:
    """Says in the answer which version it is."""
    response.headers["ETag"] = f'"{version}"'
