"""What a paper owns up to: every problem by its headline, one line an aspect."""

from collections.abc import Iterator

from service.reviewing.quoting import kind_source
from service.reviewing.reading import Reading
from service.reviewing.tracing import flat
from service.reviews import DigestLine, Source


def lines(reading: Reading) -> Iterator[DigestLine]:
    """One line an aspect, in the paper's order; problems of no known aspect share one."""
    headed: dict[str, list[Source]] = {}
    for problem in reading.problems:
        headline = reading.headline(problem)
        aspect = problem.aspect if reading.short(problem.aspect) else ""
        if headline is not None:
            headed.setdefault(aspect, []).append(headline)
    for aspect, headlines in headed.items():
        yield _line(reading, aspect, headlines)


def _line(reading: Reading, aspect: str, headlines: list[Source]) -> DigestLine:
    said = "；".join(flat(source.quote) for source in headlines)
    kind = reading.subject.kind
    if not aspect or kind is None:
        return DigestLine(part="owns_up", text=said, sources=tuple(headlines))
    name = kind_source(kind, reading.short(aspect))
    return DigestLine(
        part="owns_up",
        text=f"{name.quote}：{said}",
        aspect=aspect,
        sources=(*headlines, name),
    )
