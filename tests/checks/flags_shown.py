"""Counts the flags that a person is shown: ``python -m tests.checks.flags_shown [FILE...]``.

Without files: every paper of the sample library, each held against its unit's earlier papers and
against the other units', and a draft composed from each of three sample notes. Prints a table of
papers and rules in Markdown. ``--list`` prints the flags as well; ``--page`` writes the table into
docs/flags-read.md.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from service.checks import check
from service.drafting import compose
from service.drafting.snapshot import Snapshot
from service.flags import Flag
from service.kinds import load_kinds
from service.library import Material, Use
from service.pipelines.checking import Held, check_paper, for_people
from service.pipelines.opening import OpenPaper, open_paper
from service.present.word import beside_questions
from service.readers import read_notes
from service.samples import NOTES, PAPERS, Entry, entries
from service.sorting import sort_notes
from service.subject import Subject

KINDS = load_kinds()
PAGE = Path(__file__).parents[2] / "docs" / "flags-read.md"
_HEAD = "## Counts after the changes\n\n"
DRAFTS = (
    ("liuxi-town-2023.txt", "team-2023", "禾川县柳溪镇党委"),
    ("luming-college-2024.docx", "team-2024", "鹿鸣职业技术学院党委"),
    ("qinglan-water-2025.xlsx", "team-2025", "青岚县水利局党组"),
)
Shown = tuple[str, str, tuple[Flag, ...]]
"""A paper's name, its quality (good, middling, generic, copied, draft) and its flags."""


def shown_of(entry: Entry) -> tuple[Flag, ...]:
    """The flags of a sample paper that a person is shown."""
    past = [_material(e, "own-past") for e in entries() if _earlier(e, entry)]
    peers = [_material(e, "peer") for e in entries() if e.unit != entry.unit]
    held = Held(unit=entry.unit, year=entry.year, materials=(*past, *peers))
    return for_people(check_paper(_opened(entry.file), held).flags)


def shown_of_draft(notes: str, kind: str, unit: str) -> tuple[Flag, ...]:
    """The flags of a draft composed without a model that a person is shown."""
    sorted_notes = sort_notes(read_notes(NOTES / notes).notes, KINDS[kind]).notes
    snapshot = Snapshot(
        kind=KINDS[kind], unit=unit, year=KINDS[kind].year, notes=tuple(sorted_notes)
    )
    flags = check(Subject.of_draft(compose(snapshot), KINDS[kind]))
    return for_people(beside_questions(flags))


def _earlier(one: Entry, other: Entry) -> bool:
    return one.unit == other.unit and one.year < other.year


@lru_cache(maxsize=64)
def _opened(file: str) -> OpenPaper:
    kind = next(entry.kind for entry in entries() if entry.file == file)
    return open_paper(PAPERS / file, KINDS, KINDS[kind])


def _material(entry: Entry, use: Use) -> Material:
    opened = _opened(entry.file)
    return Material(
        sha256=opened.source.sha256,
        owner=entry.unit,
        use=use,
        file=entry.file,
        text=opened.source.text,
        paper=opened.paper,
    )


def every(files: Sequence[str] = ()) -> Iterator[Shown]:
    """Every sample paper, or those of ``files``, and the drafts."""
    for entry in entries():
        if not files or entry.file in files:
            yield entry.file, entry.quality, shown_of(entry)
    for notes, kind, unit in DRAFTS:
        if not files or notes in files:
            yield f"draft of {notes}", "draft", shown_of_draft(notes, kind, unit)


def table(shown: Sequence[Shown]) -> str:
    """One line a paper: how many flags of each level, and of which rules."""
    lines = [
        "| paper | quality | error | warning | suggestion | rules |",
        "|---|---|---|---|---|---|",
    ]
    for name, quality, flags in shown:
        level = Counter(flag.level for flag in flags)
        rules = Counter(flag.rule for flag in flags)
        told = ", ".join(f"{rule} {count}" for rule, count in sorted(rules.items()))
        counts = f"{level['error']} | {level['warning']} | {level['suggestion']}"
        lines.append(f"| {name} | {quality} | {counts} | {told} |")
    total = sum(len(flags) for _, _, flags in shown)
    return "\n".join([*lines, "", f"{total} flags in {len(shown)} papers."])


def main() -> None:
    """Prints the table or writes it into the page, and with ``--list`` prints every flag."""
    found = list(every([a for a in sys.argv[1:] if not a.startswith("--")]))
    if "--page" in sys.argv:
        written = PAGE.read_text(encoding="utf-8").partition(_HEAD)[0]
        PAGE.write_text(f"{written}{_HEAD}{table(found)}\n", encoding="utf-8")
        return
    sys.stdout.write(table(found) + "\n")
    for name, _, flags in found if "--list" in sys.argv else ():
        sys.stdout.write(f"\n{name}\n")
        for f in flags:
            sys.stdout.write(f"{f.level} {f.rule} {f.score:.2f} «{f.text}» {f.message} | {f.ask}\n")


if __name__ == "__main__":
    main()
