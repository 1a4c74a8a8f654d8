"""Where a figure comes from: the sentences of a paper, as sources that can be opened."""

from service.reviews import OwnedProblem, PaperReview, Source


def headline_source(paper: PaperReview, problem: OwnedProblem, text: str) -> Source:
    """The headline of a problem where it stands in ``text``, the paper's whole text."""
    return source_in(paper.file, paper.unit, text, problem.start, problem.end, problem.headline)


def source_in(file: str, unit: str, text: str, start: int, end: int, headline: str = "") -> Source:
    """``headline`` where it stands in ``text`` from ``start`` to ``end``; the first line of that
    span when there is no headline or it was cleaned of marks and does not stand there."""
    at = text.find(headline, start, end) if headline else -1
    if at >= 0:
        return Source(
            source=file,
            unit=unit,
            start=at,
            end=at + len(headline),
            quote=text[at : at + len(headline)],
        )
    line = text.find("\n", start, end)
    stop = line if line > start else end
    return Source(source=file, unit=unit, start=start, end=stop, quote=text[start:stop])
