"""The story told once with the sample library: what ``make demo`` shows."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.drafts import Draft
from service.kind import Kind
from service.llm.port import Model
from service.pipelines.checking import for_people
from service.pipelines.drafting import draft_paper, snapshot_of
from service.pipelines.ingest import IngestReport, Step, ingest
from service.pipelines.library import Library
from service.pipelines.reviewing import review
from service.pipelines.sorting import sort_file
from service.present.clues_sheet import clues_path, write_clues
from service.present.ledger import write_ledger
from service.present.notes_sheet import title_of, write_notes
from service.present.places import places_of
from service.present.review_page import review_html
from service.present.review_word import write_review
from service.present.summary import write_summary
from service.present.word import beside_questions, write_draft
from service.rule import Card
from service.samples import NOTES, PAPERS, Entry, entries

UNIT, SLUG, KIND = "青岚县水利局党组", "qinglan-water", "team-2025"
_NOTES_FILE = "qinglan-water-2025.xlsx"


@dataclass(frozen=True)
class Shown:
    """What the demo made."""

    draft: Draft
    ingested: tuple[IngestReport, ...]
    files: tuple[Path, ...]


def sample_papers(slug: str | None = None) -> list[Entry]:
    """The sample papers of one unit, or of every unit but the demo's."""
    wanted = [e for e in entries() if (e.slug == slug if slug else e.slug != SLUG)]
    return sorted(wanted, key=lambda entry: entry.file)


async def show(
    out: Path,
    *,
    library: Library,
    kinds: Mapping[str, Kind],
    model: Model | None,
    cards: Sequence[Card],
    deadline_s: float,
    say: Callable[[str], None],
    step: Step,
) -> Shown:
    """Takes in the sample library, sorts a set of notes, drafts, checks, and writes the files."""
    kind = kinds[KIND]
    own = [PAPERS / entry.file for entry in sample_papers(SLUG)]
    others = [PAPERS / entry.file for entry in sample_papers()]
    say(f"一、把{UNIT}的往年材料{len(own)}份、兄弟单位材料{len(others)}份收进资料库……")
    ingested = (
        ingest(own, library, use="own-past", kinds=kinds, step=step),
        ingest(others, library, use="peer", kinds=kinds, step=step),
    )
    say(f"二、整理征求到的意见（{_NOTES_FILE}）……")
    found = await sort_file(NOTES / _NOTES_FILE, kind, model)
    counts = found.report.counts
    say(f"   {counts['lines']}条意见拆成{counts['notes']}条，归并出{counts['groups']}组")
    say("三、起草" + ("（不用模型）" if model is None else f"（模型 {model.name}）") + "并核对……")
    snapshot = snapshot_of(found.report.notes, kind, unit=UNIT, year=kind.year, library=library)
    draft = await draft_paper(
        snapshot, library=library, model=model, deadline_s=deadline_s, cards=cards
    )
    draft = draft.model_copy(update={"usage": found.usage + draft.usage})
    return Shown(draft, ingested, _write(out, draft, title_of(found.report, UNIT)))


def look_through(
    out: Path, kinds: Mapping[str, Kind], model: Model | None, deadline_s: float, step: Step
) -> tuple[Path, ...]:
    """Reviews the sample library's newest papers of teams against the earlier ones, and writes the
    digest as a Word file and as a page."""
    teams = [entry for entry in entries() if entry.kind.startswith("team-")]
    newest = {entry.slug: entry for entry in sorted(teams, key=lambda entry: entry.year)}
    found = review(
        [PAPERS / entry.file for entry in newest.values()],
        kinds,
        against=[PAPERS / entry.file for entry in teams if entry not in newest.values()],
        model=model,
        deadline_s=deadline_s,
        step=step,
    )
    word, page = out / "review.docx", out / "review.html"
    write_review(found, word, today=dt.date.today())
    page.write_text(review_html(found, today=dt.date.today()), encoding="utf-8")
    return word, page


def _write(out: Path, draft: Draft, title: str) -> tuple[Path, ...]:
    out.mkdir(parents=True, exist_ok=True)
    paths = tuple(
        out / name
        for name in ("draft.docx", "notes.xlsx", "summary.docx", "ledger.xlsx", "draft.json")
    )
    word, notes, summary, ledger, record = paths
    flags = for_people(beside_questions(draft.flags))
    write_draft(draft, word, today=dt.date.today(), flags=flags)
    write_notes(notes, title, draft.notes, draft.coverage, places_of(draft))
    handed = clues_path(notes)
    clues = (handed,) if write_clues(handed, draft.notes) else ()
    write_summary(summary, draft)
    write_ledger(ledger, draft.paper, draft.notes)
    record.write_text(draft.to_json(indent=2), encoding="utf-8")
    return (*paths, *clues)
