"""What a reviewed paper is called, and where in it a passage stands, in words for a person."""

from collections import Counter
from collections.abc import Sequence

from service.flags import Evidence
from service.present.fitting import short
from service.reviews import AspectRow, PaperReview, Review

_HEADLINE = 18


class Names:
    """Names and places for everything that a review speaks of."""

    def __init__(self, review: Review) -> None:
        self._papers = {paper.file: paper for paper in review.papers}
        self._units = Counter(paper.unit for paper in review.papers)
        self._compared = frozenset(review.compared)
        self._kinds = frozenset(paper.kind for paper in review.papers if paper.kind)

    def paper(self, file: str, unit: str = "") -> str:
        """The unit, with the file where the unit handed in several papers or none is told."""
        known = self._papers.get(file)
        name = (known.unit if known else "") or unit
        if not name:
            return file
        return name if known and self._units[name] == 1 else f"{name}（{file}）"

    def place(self, file: str, start: int, end: int, *, said: str = "") -> str:
        """Where ``start`` stands: in which of the paper's problems, else at which character. Its
        headline is told unless ``said``, which the reader has before him, says it. Empty where a
        source is meant as a whole."""
        if start == end == 0:
            return ""
        number, headline = self._problem(file, start)
        if not number:
            return f"第{start + 1}字起"
        told = not headline or headline in said or said in headline
        return f"第{number}个问题" + ("" if said and told else f"“{short(headline, _HEADLINE)}”")

    def _problem(self, file: str, start: int) -> tuple[int, str]:
        paper = self._papers.get(file)
        for number, problem in enumerate(paper.problems if paper else (), 1):
            if problem.start <= start < problem.end:
                return number, problem.headline
        return 0, ""

    def source(self, source: Evidence, *, within: str = "") -> str:
        """A source in words: a paper and a place, a note, or a kind. The paper ``within`` is not
        named, nor its headlines: its reader has them before him."""
        name = source.source
        if name in self._kinds:
            return "文种要求"
        if name not in self._papers and name not in self._compared:
            return f"意见 {name}"
        if name == within:
            number, _ = self._problem(name, source.start)
            return f"第{number}个问题" if number else self.place(name, *_span(source)) or "全文"
        place = self.place(name, *_span(source), said=source.quote)
        return f"{name}，{place}" if place else name

    def sources(self, sources: Sequence[Evidence], *, within: str) -> list[str]:
        """Sources in words, each once; several problems of the paper ``within`` as one. A kind only
        gives the aspect its name: it is told where nothing else is."""
        sources = [s for s in sources if s.source not in self._kinds] or sources
        mine = [s for s in sources if s.source == within]
        numbers = sorted({n for s in mine if (n := self._problem(within, s.start)[0])})
        if len(numbers) < 2:
            return list(dict.fromkeys(self.source(s, within=within) for s in sources))
        rest = [s for s in sources if s not in mine or not self._problem(within, s.start)[0]]
        told = "、".join(str(number) for number in numbers)
        others = (self.source(s, within=within) for s in rest)
        return list(dict.fromkeys((f"第{told}个问题", *others)))


def _span(source: Evidence) -> tuple[int, int]:
    return source.start, source.end


def kind_called(row: AspectRow) -> str:
    """The name of an aspect's kind, its id where it has none."""
    return row.kind_name or row.kind


def percent(share: float) -> str:
    """A share as people read it."""
    return f"{share * 100:.0f}%"


def concrete_problems(paper: PaperReview) -> int:
    """How many of the paper's problems tell something that one could check."""
    return sum(problem.concrete for problem in paper.problems)
