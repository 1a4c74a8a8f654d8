"""What the papers of one kind say under each aspect, and the aspects that most of them skirt."""

from collections.abc import Iterator, Mapping, Sequence

from service.kind import AspectSpec, Kind
from service.reviewing.places import headline_source
from service.reviews import AspectCell, AspectRow, PaperReview

_FEWEST = 2


def aspect_rows(
    papers: Sequence[PaperReview], kinds: Mapping[str, Kind], texts: Mapping[str, str]
) -> tuple[AspectRow, ...]:
    """One row an aspect, in the order the kind prescribes, kinds by id; cells in the papers' order.

    ``kinds`` by id, ``texts`` by file. An aspect is skirted when more than half of the papers, and
    there are at least two, say nothing concrete under it.
    """
    return tuple(_rows(papers, kinds, texts))


def _rows(
    papers: Sequence[PaperReview], kinds: Mapping[str, Kind], texts: Mapping[str, str]
) -> Iterator[AspectRow]:
    for kind in sorted({p.kind for p in papers if p.kind} & set(kinds)):
        ours = [paper for paper in papers if paper.kind == kind]
        for aspect in kinds[kind].aspects:
            cells = tuple(_cell(paper, aspect, texts[paper.file]) for paper in ours)
            silent = sum(not cell.concrete for cell in cells)
            yield AspectRow(
                kind=kind,
                kind_name=kinds[kind].name,
                aspect=aspect.title,
                short=aspect.short,
                cells=cells,
                skirted=len(cells) >= _FEWEST and 2 * silent > len(cells),
            )


def _cell(paper: PaperReview, aspect: AspectSpec, text: str) -> AspectCell:
    under = [problem for problem in paper.problems if problem.aspect == aspect.title]
    return AspectCell(
        file=paper.file,
        unit=paper.unit,
        problems=len(under),
        concrete=sum(problem.concrete for problem in under),
        sources=tuple(headline_source(paper, problem, text) for problem in under),
    )
