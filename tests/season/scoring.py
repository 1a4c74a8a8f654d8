"""What the review found of what was planted, and what it named that nobody planted."""

from collections.abc import Callable, Iterable, Iterator

from service.reviews import DigestLine, PaperReview
from service.value import Value
from tests.season.planted import Copy, Shared
from tests.season.played import Played
from tests.season.spans import LEAST, Span, located, paragraph, stem

RULES_OF_CLEAN = ("error", "warning")


class Tally(Value):
    """One sort of plant: which were planted, which of them were lost, and what was named without
    having been planted."""

    sort: str
    planted: tuple[str, ...]
    lost: tuple[str, ...] = ()
    false: tuple[str, ...] = ()

    @property
    def found(self) -> int:
        """How many of the planted were found."""
        return len(self.planted) - len(self.lost)


def score(played: Played) -> tuple[Tally, ...]:
    """Every sort, in the order of the index."""
    return tuple(scorer(played) for scorer in _SCORERS)


def _page(played: Played, paper: str) -> PaperReview:
    return next(page for page in played.review.papers if stem(page.file) == paper)


def _tally(sort: str, planted: Iterable[str], found: Iterable[str], false: Iterable[str]) -> Tally:
    names, met = tuple(planted), set(found)
    lost = tuple(name for name in names if name not in met)
    return Tally(sort=sort, planted=names, lost=lost, false=tuple(false))


def _passages(played: Played, sort: str) -> Iterator[tuple[Span, Span, str]]:
    for pair in played.review.pairs:
        if pair.sort == sort:
            for one in pair.spans:
                yield (
                    Span(stem(pair.a), one.a_start, one.a_end),
                    Span(stem(pair.b), one.b_start, one.b_end),
                    one.text,
                )


def _peer_copies(played: Played) -> Tally:
    """A reordered passage comes in pieces, which count together."""
    copies = played.planted.copies
    places = {c.id: _both(played, c) for c in copies}
    covered = dict.fromkeys(places, 0)
    false = []
    for a, b, text in _passages(played, "peer"):
        met = {k: _in_both((a, b), p) or _in_both((b, a), p) for k, p in places.items()}
        covered = {k: covered[k] + met[k] for k in covered}
        if not any(met.values()):
            false.append(f"{a.paper}/{b.paper}: {text}")
    found = [k for k, (here, _) in places.items() if covered[k] >= LEAST * (here.end - here.start)]
    return _tally("copies from another unit", (c.id for c in copies), found, false)


def _both(played: Played, copy: Copy) -> tuple[Span, Span]:
    return (
        located(played.texts, copy.paper, copy.quote),
        located(played.texts, copy.other, copy.other_quote),
    )


def _in_both(found: tuple[Span, Span], planted: tuple[Span, Span]) -> int:
    """How many characters of the copy the two sides show, where both lie in it."""
    shared = [f.shared(p) for f, p in zip(found, planted, strict=True)]
    return shared[0] if all(shared) else 0


def _past_copies(played: Played) -> Tally:
    copies = played.planted.own_past
    places = {c.id: located(played.texts, c.paper, c.quote) for c in copies}
    found: set[str] = set()
    false = []
    for a, b, text in _passages(played, "own_past"):
        touched = [k for k, place in places.items() if a.covers(place)]
        found.update(touched)
        if not any(a.shared(place) for place in places.values()):
            false.append(f"{a.paper}/{b.paper}: {text}")
    return _tally("copies from the own past", (c.id for c in copies), found, false)


def _skirted(played: Played) -> Tally:
    planted = played.planted.skirted
    rows = [row for row in played.review.aspects if row.skirted]
    found = [row.aspect for row in rows if row.aspect == planted.aspect]
    false = [row.aspect for row in rows if row.aspect != planted.aspect]
    for row in played.review.aspects:
        if row.aspect != planted.aspect:
            continue
        quiet = {stem(c.file).rpartition("-")[0] for c in row.cells if not c.concrete}
        found += sorted(quiet & set(planted.silent))
        false += sorted(quiet - set(planted.silent))
    return _tally("aspects skirted", (planted.aspect, *planted.silent), found, false)


def _shapes(played: Played) -> Tally:
    missing, order = played.planted.missing_aspect, played.planted.aspect_order
    found: list[str] = []
    false: list[str] = []
    for page in played.review.papers:
        paper = stem(page.file)
        for rule, planted in (("shape.aspect-missing", missing), ("shape.aspect-order", order)):
            if page.counts.get(rule):
                (found if paper == planted.paper else false).append(f"{rule} {paper}")
    planted_names = (f"shape.aspect-missing {missing.paper}", f"shape.aspect-order {order.paper}")
    return _tally("aspects missing or out of order", planted_names, found, false)


def _feedback(played: Played) -> Tally:
    ignored: list[str] = []
    found: list[str] = []
    false: list[str] = []
    for slug, feedback in played.planted.feedback.items():
        ignored += feedback.ignored
        for line in _lines(played, f"{slug}-2025", "unanswered"):
            note = line.sources[0].source
            (found if note in feedback.ignored else false).append(note)
    return _tally("feedback without an answer", ignored, found, false)


def _lines(played: Played, paper: str, part: str) -> Iterator[DigestLine]:
    return (line for line in _page(played, paper).digest if line.part == part)


def _promises(played: Played) -> Tally:
    """Lost is a promise that no line tells of, false one told with another status."""
    found, false = [], []
    for promise in played.planted.promises:
        where = located(played.texts, f"{promise.unit}-2024", promise.promise)
        told = _told(played, f"{promise.unit}-2025", where)
        if told == promise.status:
            found.append(promise.id)
        elif told is not None:
            false.append(f"{promise.id}: {told}, not {promise.status}")
    return _tally("promises", (p.id for p in played.planted.promises), found, false)


def _told(played: Played, paper: str, promise: Span) -> str | None:
    best: tuple[int, str | None] = (0, None)
    for line in _lines(played, paper, "promises"):
        source = line.sources[0]
        shared = Span(stem(source.source), source.start, source.end).shared(promise)
        best = max(best, (shared, line.status), key=lambda entry: entry[0])
    return best[1]


def _repeated(played: Played) -> Tally:
    found, false = [], []
    places = {
        r.id: (r, paragraph(played.texts, located(played.texts, r.paper, r.quote)))
        for r in played.planted.repeated
    }
    for one in played.review.repeated:
        this = Span(stem(one.file), one.this.start, one.this.end)
        met = [(k, r) for k, (r, where) in places.items() if where.shared(this)]
        found += [key for key, r in met if r.explained == one.explained]
        false += [f"{k}: explained {one.explained}" for k, r in met if r.explained != one.explained]
        if not met:
            false.append(f"{stem(one.file)}: {one.headline} / {one.last.quote}")
    return _tally("problems of last year again", places, found, false)


def _common(played: Played) -> Tally:
    """A plant is one unit's share in one common problem; false are the others that stand with
    those of a planted one. Other common problems may be real ones."""
    planted_names, found, false = [], [], []
    for shared in played.planted.common:
        planted_names += [f"{shared.id} {slug}" for slug in shared.units]
        met, strangers = _best_group(played, shared)
        found += [f"{shared.id} {slug}" for slug in met]
        false += [f"{shared.id}: {stranger}" for stranger in strangers]
    return _tally("common problems, unit by unit", planted_names, found, false)


def _best_group(played: Played, shared: Shared) -> tuple[list[str], list[str]]:
    wanted = {
        slug: paragraph(played.texts, located(played.texts, f"{slug}-2025", headline))
        for slug, headline in shared.units.items()
    }
    best: tuple[list[str], list[str]] = ([], [])
    for group in played.review.common:
        places = [(Span(stem(e.source), e.start, e.end), e.quote) for e in group.examples]
        met = [k for k, where in wanted.items() if any(where.shared(p) for p, _ in places)]
        others = [
            f"{p.paper}: {quote}"
            for p, quote in places
            if not any(where.shared(p) for where in wanted.values())
        ]
        if len(met) > len(best[0]):
            best = (met, others)
    return best


def _outliers(played: Played) -> Tally:
    found, false = [], []
    for odd in played.review.outliers:
        paper = stem(odd.file)
        met = [
            plant.id
            for plant in played.planted.outliers
            if paper in (plant.paper, *plant.papers) and _measured(plant.id, odd.measure)
        ]
        found += met
        if not met:
            false.append(f"{paper}: {odd.text}")
    return _tally("outliers", (plant.id for plant in played.planted.outliers), found, false)


def _measured(plant: str, measure: str) -> bool:
    words = {"few": ("问题",), "generic": ("套话", "具体", "空泛", "通用")}[plant]
    return any(word in measure for word in words)


def _single(played: Played) -> Tally:
    found = []
    for plant in played.planted.single:
        where = paragraph(played.texts, located(played.texts, plant.paper, plant.quote))
        flags = [f for f in played.flags[plant.paper] if f.rule == plant.rule]
        near = any(where.shared(Span(plant.paper, f.start, f.end)) for f in flags)
        if near and _page(played, plant.paper).counts.get(plant.rule):
            found.append(plant.id)
    return _tally("faults within one paper", (p.id for p in played.planted.single), found, ())


def _clean(played: Played) -> Tally:
    """Nothing was planted in the clean papers: every flag above a suggestion is a false one."""
    false = [
        f"{slug}: {flag.level} {flag.rule} {flag.text[:40]} | {flag.message[:60]}"
        for slug in played.planted.clean
        for flag in played.flags[f"{slug}-2025"]
        if flag.level in RULES_OF_CLEAN
    ]
    return _tally("clean papers", (), (), false)


def _clues(played: Played) -> Tally:
    """Lost is a clue of which a word is shown anywhere in the review."""
    shown = played.review.to_json()
    clues = {k: w for f in played.planted.feedback.values() for k, w in f.clue.items()}
    kept = [note for note, words in clues.items() if not any(word in shown for word in words)]
    return _tally("clues kept out", clues, kept, ())


def _broken(played: Played) -> Tally:
    """The cut file is named, and all the others have their page."""
    named = [failed.file for failed in played.review.failed]
    pages = {stem(page.file) for page in played.review.papers}
    whole = pages == {f"{slug}-2025" for slug in played.planted.units}
    broken = played.planted.broken
    return _tally(
        "broken files named",
        (broken,),
        [broken] if whole and broken in named else [],
        (name for name in named if name != broken),
    )


_SCORERS: tuple[Callable[[Played], Tally], ...] = (
    _peer_copies,
    _past_copies,
    _skirted,
    _shapes,
    _feedback,
    _promises,
    _repeated,
    _common,
    _outliers,
    _single,
    _clues,
    _broken,
    _clean,
)
