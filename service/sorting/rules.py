"""Sorting by rules: raw notes into opinions, each filed, routed, grouped and counted."""

from collections import Counter
from collections.abc import Iterator, Sequence

from service.kind import Kind
from service.language.spans import Span
from service.notes import Note, RawNote, SortReport
from service.sorting.empty import emptiness
from service.sorting.grouping import Said, groups
from service.sorting.personal import personal
from service.sorting.questions import questions
from service.sorting.routes import Routed, route
from service.sorting.split import numbered_parts, split
from service.themes.cues import cue_index
from service.themes.filing import aspect_of, file_note

_CLUE_THEME = "廉政"
_CLUE_FACET = "integrity"
_EMPTY_THEME = "无内容"


def sort_notes(raw: Sequence[RawNote], kind: Kind) -> SortReport:
    """The notes sorted for ``kind``, by rules alone; the same input gives the same report.

    ``counts``: ``lines`` handed in = ``lines_kept`` + ``lines_empty``; ``notes`` found in them =
    ``empty`` + ``clue`` + ``beyond`` + ``draft``; ``echoes`` are lines that only join the line
    before (同上), ``groups`` how many things several notes say, ``grouped`` how many notes do.
    """
    notes: list[Note] = []
    last_id = ""
    for line in raw:
        found = list(_sort_line(line, kind, last_id))
        last_id = next((n.id for n in reversed(found) if not n.empty), last_id)
        notes += found
    return report(with_groups(notes), kind, lines=len(raw))


def report(notes: Sequence[Note], kind: Kind, *, lines: int) -> SortReport:
    """The report over finished notes; ``lines`` is how many were handed in."""
    kept = {note.source_id for note in notes if not note.empty}
    routes = Counter(note.route for note in notes if not note.empty)
    counts = {
        "lines": lines,
        "lines_kept": len(kept),
        "lines_empty": lines - len(kept),
        "notes": len(notes),
        "empty": sum(note.empty for note in notes),
        "clue": routes["clue"],
        "beyond": routes["beyond"],
        "draft": routes["draft"],
        "echoes": sum(note.reason.startswith("同上") for note in notes if note.empty),
        "groups": len({note.group for note in notes if note.group}),
        "grouped": sum(note.group is not None for note in notes),
    }
    return SortReport(kind=kind.id, notes=tuple(notes), counts=counts)


def groupable(note: Note) -> bool:
    """Whether a note may be in a group: clues stand alone and empty ones say nothing."""
    return not note.empty and note.route != "clue"


def with_groups(notes: Sequence[Note]) -> list[Note]:
    """The notes with the ids of their groups, G01 on in order of first mention."""
    said = [Said(n.id, n.text, cue_index().read(n.text)) for n in notes if groupable(n)]
    return number_groups(notes, groups(said))


def number_groups(notes: Sequence[Note], members: Sequence[Sequence[str]]) -> list[Note]:
    """The notes with group ids for the given sets of note ids; the others have none."""
    names = {id_: f"G{n:02d}" for n, ids in enumerate(members, start=1) for id_ in ids}
    return [note.model_copy(update={"group": names.get(note.id)}) for note in notes]


def _sort_line(line: RawNote, kind: Kind, last_id: str) -> Iterator[Note]:
    parts = _parts(line)
    for number, part in enumerate(parts, start=1):
        id_ = line.id if len(parts) == 1 else f"{line.id}-{number}"
        note = Note(id=id_, source_id=line.id, text=part.text, source=line.source)
        yield _sort_part(note, kind, last_id)


def _parts(line: RawNote) -> tuple[Span, ...]:
    """The opinions of a line. A clue stays in one piece with all that its writer put beside it,
    except for other opinions that he numbered."""
    if route(line.text, line.source).route != "clue":
        return split(line.text)
    parts = numbered_parts(line.text)
    clues = [part for part in parts if route(part.text, line.source).route == "clue"]
    whole = (Span(0, len(line.text), line.text),)
    return parts if len(parts) > 1 and len(clues) == 1 else whole


def _sort_part(note: Note, kind: Kind, last_id: str) -> Note:
    routed = route(note.text, note.source)
    if routed.route == "clue":
        return _clue(note, kind, routed)
    why = emptiness(note.text)
    if why is not None:
        return note.model_copy(
            update={"empty": True, "theme": _EMPTY_THEME, "reason": _why_empty(why, last_id)}
        )
    reading = cue_index().read(note.text)
    filed = file_note(reading, kind, cue_index().taxonomy)
    return note.model_copy(
        update={
            "aspect": filed.aspect,
            "theme": filed.theme,
            "route": routed.route,
            "questions": questions(note.text, reading) if routed.route == "draft" else (),
            "reason": "；".join(part for part in (routed.reason, filed.reason) if part),
            "personal": personal(note.text),
        }
    )


def _clue(note: Note, kind: Kind, routed: Routed) -> Note:
    taxonomy = cue_index().taxonomy
    aspect = aspect_of(taxonomy.facet(_CLUE_FACET), kind, taxonomy)
    return note.model_copy(
        update={
            "aspect": aspect.title,
            "theme": _CLUE_THEME,
            "route": "clue",
            "reason": routed.reason,
            "personal": personal(note.text, clue=True),
        }
    )


def _why_empty(why: str, last_id: str) -> str:
    if why == "同上" and last_id:
        return f"同上：附议上一条（{last_id}），计入其支持数，不单列"
    return f"{why}：没有可供查摆的内容，只计数"
