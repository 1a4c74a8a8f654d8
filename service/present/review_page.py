"""A review as one HTML file: no script, nothing loaded, every figure opens to its sentences."""

import base64
import datetime as dt
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby

from jinja2 import DictLoader, Environment

from service.present.drawings import only_drawn
from service.present.review_many import figure
from service.present.review_names import Names, concrete_problems, kind_called, percent
from service.present.review_overview import (
    called,
    overview,
    ranked_common,
    ranked_pairs,
    reasons_to_send_back,
    silent,
)
from service.present.review_pairs import SORTS
from service.present.review_parts import PARTS, about, lines_of, nothing_said, text_of
from service.present.safe import inert
from service.reviews import AspectCell, AspectRow, Review, Source

_SECTIONS = (
    ("overview", "先看这些"),
    ("list", "各份材料"),
    ("charts", "图"),
    ("common", "共性问题"),
    ("aspects", "各方面"),
    ("outliers", "与众不同"),
    ("repeated", "与上年重复"),
    ("likeness", "雷同"),
    ("papers", "逐份审阅"),
)
Grid = tuple[str, list[tuple[str, str, list[AspectCell | None]]], list[AspectRow]]


def review_html(review: Review, *, today: dt.date) -> str:
    """The page, complete in itself. Everything that stands in files is written as plain text."""
    charts = [(chart.title, drawn) for chart in review.charts if (drawn := only_drawn(chart.svg))]
    return (
        _environment()
        .get_template("review.html")
        .render(
            review=review,
            names=Names(review),
            day=f"{today.year}年{today.month}月{today.day}日",
            policy=page_policy(),
            sections=[entry for entry in _SECTIONS if charts or entry[0] != "charts"],
            overview=overview(review),
            charts=charts,
            common=ranked_common(review),
            pairs=ranked_pairs(review),
            reasons={paper.file: told for paper, told in reasons_to_send_back(review)},
            grids=list(_grids(review)),
        )
    )


@cache
def page_policy() -> str:
    """The Content-Security-Policy that the page needs, and nothing more: its own style sheet. A
    server that serves the page sends this header too."""
    style = _environment().get_template("review.css").render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    folder = files("service.present")
    names = ("review.html", "review.css")
    environment = Environment(
        loader=DictLoader({name: folder.joinpath(name).read_text("utf-8") for name in names}),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_written,
    )
    environment.globals.update(
        parts=PARTS,
        sorts=SORTS,
        about=about,
        called=called,
        concrete=concrete_problems,
        figure=figure,
        lines_of=lines_of,
        nothing_said=nothing_said,
        percent=percent,
        silent=silent,
        sources_of=_sources_of,
        text_of=text_of,
    )
    return environment


def _written(value: object) -> object:
    """What is printed: text made inert first, so that no hidden sign turns the words around it.
    What the templates themselves made is left as it is."""
    return inert(value) if type(value) is str else value


def _sources_of(row: AspectRow) -> list[Source]:
    return [source for cell in row.cells for source in cell.sources]


def _grids(review: Review) -> Iterator[Grid]:
    """The aspects of each kind with one line a paper."""
    for _, group in groupby(review.aspects, key=lambda row: row.kind):
        rows = list(group)
        found = {(row.aspect, cell.file): cell for row in rows for cell in row.cells}
        papers = dict.fromkeys((cell.file, cell.unit) for row in rows for cell in row.cells)
        lines = [
            (file, unit, [found.get((row.aspect, file)) for row in rows]) for file, unit in papers
        ]
        yield kind_called(rows[0]), lines, rows
