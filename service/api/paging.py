"""Pages of long lists: by a key, not by counting, so that a page stays right while rows come in."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query

from service.errors import BadInput
from service.value import Value

Entry = TypeVar("Entry")
LONGEST = 200


class Page(Value, Generic[Entry]):
    """Part of a list. ``next`` is what to give as ``after`` for the following part, None at the
    end."""

    items: tuple[Entry, ...] = ()
    next: str | None = None


class Span(Value):
    """Which part of a list is wanted: after which key, and how many."""

    after: str | None = None
    limit: int = 50


def _span(
    limit: Annotated[int, Query(ge=1, le=LONGEST, description="最多几条")] = 50,
    after: Annotated[str | None, Query(max_length=200, description="上一页的 next")] = None,
) -> Span:
    return Span(after=None if after is None else _opened(after), limit=limit)


TheSpan = Annotated[Span, Depends(_span)]


def page_of(found: Sequence[Entry], span: Span, key: Callable[[Entry], str]) -> Page[Entry]:
    """A page of ``found``, which was asked for with one more than ``span.limit``."""
    shown = tuple(found[: span.limit])
    more = len(found) > span.limit
    return Page(items=shown, next=_closed(key(shown[-1])) if more else None)


def _closed(key: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([key]).encode()).decode().rstrip("=")


def _opened(cursor: str) -> str:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        (key,) = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, TypeError, binascii.Error) as error:
        raise BadInput("参数 after 不是上一页给出的 next") from error
    if not isinstance(key, str) or "\x00" in key:
        raise BadInput("参数 after 不是上一页给出的 next")
    return key
