"""The story of a review: papers in, a page for each and what they have in common out.

Every paper is held against all the others: those of its own unit from earlier years are its past,
the rest its peers. A file that cannot be read is named and stops nothing. What a unit dismissed is
not dismissed here: the reviewer judges for himself.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from service.checks import check
from service.errors import BadInput, UnreadableFile
from service.kind import Kind
from service.llm.port import Model
from service.pipelines.gathering import files_below
from service.pipelines.notes_beside import NotesBeside, notes_or_cause
from service.pipelines.related import Handed, Relations, opened_papers
from service.pipelines.review_steps import ReviewSteps, Step
from service.present.charts import charts_of
from service.reviewing.compare import compare
from service.reviewing.likeness import like_pairs
from service.reviewing.page import page_of
from service.reviewing.writing import write_page
from service.reviews import FailedFile, LikePair, PaperReview, Review
from service.rule import Card
from service.subject import Subject

CardsFor = Callable[[str], Sequence[Card] | None]
"""The rules in force for a unit; None for those packaged."""
Guard = Callable[[Model, str], Model]
"""The model as it may be told of a unit, by its name."""


def review(
    paths: Sequence[Path],
    kinds: Mapping[str, Kind],
    *,
    cards_for: CardsFor = lambda _unit: None,
    kind: Kind | None = None,
    notes: Path | None = None,
    against: Sequence[Path] = (),
    owners: Mapping[Path, str] | None = None,
    model: Model | None = None,
    guarded: Guard = lambda model, _unit: model,
    deadline_s: float = 600.0,
    step: Step = lambda _done, _all, _file: None,
) -> Review:
    """Reviews the papers below ``paths``.

    ``notes`` is a file of opinions for a single paper, or a folder with one for each paper (see
    ``NotesBeside``). The papers of ``against`` are compared with but get no page. ``owners`` are
    units by name, of files whose sender is known whatever they say of themselves; ``step`` hears of
    such a file by its unit. With ``model`` the pages are written by it within ``deadline_s``
    seconds, every sentence verified; a prompt holds lines of one paper and of its own unit's
    earlier ones, never another unit's. Raises BadInput when there is no paper at all to review, and
    what ``step`` raises.
    """
    work = ReviewSteps(step, with_model=model is not None)
    beside = NotesBeside.at(notes)
    papers, compared, failed = _handed(paths, against, kinds, kind, owners or {}, work)
    if not papers:
        raise BadInput(_nothing(failed))
    subjects, failed_notes = _subjects(papers, compared, beside)
    pages = list(_pages(subjects, cards_for, work))
    if model is not None:
        models = [guarded(model, subject.unit) for subject in subjects]
        pages = asyncio.run(_written(pages, subjects, models, deadline_s, work))
    found = compare(pages, subjects)
    whole = Review(
        papers=tuple(pages),
        common=found.common,
        aspects=found.aspects,
        outliers=found.outliers,
        repeated=found.repeated,
        pairs=_pairs(subjects, work),
        failed=(*failed, *failed_notes, *beside.unused()),
        compared=tuple(paper.file for paper in compared),
    )
    return whole.model_copy(update={"charts": charts_of(whole)})


def _handed(
    paths: Sequence[Path],
    against: Sequence[Path],
    kinds: Mapping[str, Kind],
    kind: Kind | None,
    owners: Mapping[Path, str],
    work: ReviewSteps,
) -> tuple[list[Handed], list[Handed], list[FailedFile]]:
    """The papers, those that are only compared with, and what could not be read of both."""
    (files, skipped), (others, skipped_others) = files_below(paths), files_below(against)
    work.expects(len(files), len(others))
    work.begins("读取", len(files) + len(others))
    taken: set[str] = set()
    papers, failed = _opened(files, opened_papers(files, kinds, kind, taken, owners), work)
    read = opened_papers(others, kinds, None, taken, {})
    compared, failed_others = _opened(others, read, work, compared=True)
    not_taken, others_not_taken = (
        [FailedFile(file=entry.file, cause=entry.reason) for entry in entries]
        for entries in (skipped, skipped_others)
    )
    return papers, compared, [*not_taken, *failed, *others_not_taken, *failed_others]


def _opened(
    files: Sequence[Path],
    read: Iterable[Handed | UnreadableFile],
    work: ReviewSteps,
    *,
    compared: bool = False,
) -> tuple[list[Handed], list[FailedFile]]:
    papers, failed = [], []
    for path, found in zip(files, read, strict=True):
        if isinstance(found, UnreadableFile):
            cause = str(found).removeprefix(f"{path.name}：")
            failed.append(FailedFile(file=path.name, cause=cause))
            work.unreadable(path.name, compared=compared)
        else:
            papers.append(found)
            work.opened(found.file, found.owner or found.file)
    return papers, failed


def _nothing(failed: Sequence[FailedFile]) -> str:
    if not failed:
        return "没有找到可以审阅的材料，请给出文件或装有文件的文件夹"
    first = failed[0]
    rest = f"（另有{len(failed) - 1}个文件也未能读出）" if len(failed) > 1 else ""
    return f"没有一份材料读得出来：{first.file}：{first.cause}{rest}"


def _subjects(
    papers: Sequence[Handed], compared: Sequence[Handed], beside: NotesBeside
) -> tuple[list[Subject], list[FailedFile]]:
    relations = Relations(papers, compared)
    subjects, failed = [], []
    for paper in papers:
        notes, cause = notes_or_cause(beside, paper)
        if cause:
            failed.append(FailedFile(file=paper.file, cause=f"意见未核对：{cause}"))
        past, peers = relations.of(paper)
        subjects.append(
            Subject(
                file=paper.file,
                text=paper.opened.source.text,
                paper=paper.opened.paper,
                kind=paper.opened.kind,
                unit=paper.unit,
                year=paper.year or None,
                notes=notes,
                past=past,
                peers=peers,
            )
        )
    return subjects, failed


def _pages(
    subjects: Sequence[Subject], cards_for: CardsFor, work: ReviewSteps
) -> Iterable[PaperReview]:
    work.begins("核对", len(subjects))
    for subject in subjects:
        yield page_of(subject, check(subject, cards_for(subject.unit)))
        work.did(subject.file)


async def _written(
    pages: Sequence[PaperReview],
    subjects: Sequence[Subject],
    models: Sequence[Model],
    deadline_s: float,
    work: ReviewSteps,
) -> list[PaperReview]:
    """All pages at once: the model's own slots hold back what is too much for its server."""
    work.begins("撰写摘要", len(subjects))

    async def one(model: Model, page: PaperReview, subject: Subject) -> PaperReview:
        made = await write_page(model, page, subject, deadline_s=deadline_s)
        work.did(subject.file)
        return made

    return list(await asyncio.gather(*map(one, models, pages, subjects)))


def _pairs(subjects: Sequence[Subject], work: ReviewSteps) -> tuple[LikePair, ...]:
    """The pairs, very many small pieces of work, are told as one a paper."""
    work.begins("比对", len(subjects))
    told = 0

    def step(done: int, of: int, file: str) -> None:
        nonlocal told
        while told < len(subjects) * done // of:
            told += 1
            work.did(file)

    found = like_pairs(subjects, [m for s in subjects for m in s.past], step=step)
    # Without a single pair there is nothing more to do for any of them.
    for subject in subjects[told:]:
        work.did(subject.file)
    return found
