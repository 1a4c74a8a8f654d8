"""The small words of the requests: ids, names, reasons, each with its limits."""

from typing import Annotated

from fastapi import Form, Path
from pydantic import AfterValidator, Field

ID = r"^[0-9a-f]{24}$"
"""The pattern of every id."""


def _plain(text: str) -> str:
    """Text as a database takes it: PostgreSQL keeps no NUL, and half a character is none."""
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("含有不能保存的字符")
    return text


Text = Annotated[str, Field(max_length=20_000), AfterValidator(_plain)]
"""A note's or an item's text."""
Reason = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S"), AfterValidator(_plain)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S"), AfterValidator(_plain)]
Word = Annotated[str, Field(max_length=200), AfterValidator(_plain)]
"""A short text that may be empty."""
MOST = 2**31 - 1
"""The largest number that every database keeps."""
Number = Annotated[int, Field(ge=1, le=MOST)]
"""What counts from 1: a version, a line of a list."""
Id = Annotated[str, Field(pattern=ID, examples=["019a8c3f00aa5f2e9b7c1d44"])]
Key = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_plain)]
"""The name of a note, item, kind or rule inside its own list."""
InPath = Annotated[str, Path(pattern=ID)]
KeyInPath = Annotated[str, Path(min_length=1, max_length=100), AfterValidator(_plain)]
KindName = Annotated[
    str | None,
    Form(max_length=100, description="文种标识；不给则自动判断", examples=["team-2024"]),
    AfterValidator(lambda text: text if text is None else _plain(text)),
]
UnitName = Annotated[
    str,
    Form(max_length=200, description="单位全称；给出后与其资料库比对"),
    AfterValidator(_plain),
]
