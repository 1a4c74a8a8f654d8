"""The digest of a review as data, as a Word file or as a page."""

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal
from urllib.parse import quote

from fastapi import Response

from service.api.errors import WITH_MODEL
from service.reviews import Review

ReviewForm = Literal["json", "docx", "html"]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: dict[int | str, dict[str, object]] = {
    **WITH_MODEL,
    200: {"content": {_WORD: {}, "text/html": {}}, "description": "审阅结果"},
}
"""What a route answers that gives a review in the form asked for."""


def in_form(found: Review, form: ReviewForm) -> Review | Response:
    """The review as it is asked for."""
    if form == "json":
        return found
    today = dt.date.today()
    if form == "html":
        from service.present.review_page import page_policy, review_html

        page = review_html(found, today=today)
        headers = {"Content-Security-Policy": page_policy()}
        return Response(page, media_type="text/html; charset=utf-8", headers=headers)
    from service.present.review_word import write_review

    with TemporaryDirectory() as folder:
        path = Path(folder) / "review.docx"
        write_review(found, path, today=today)
        name = quote("审阅摘要.docx")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(path.read_bytes(), media_type=_WORD, headers=headers)
