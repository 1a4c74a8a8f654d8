"""What a person changes of sorted notes by hand: single fields, and which notes are one group."""

from collections.abc import Mapping, Sequence

from service.errors import BadInput, Conflict, NotFound, StaleWrite
from service.ids import new_id
from service.office.assignments import Correction, KeptNote
from service.store.acting import kept_text
from service.store.note_rows import kept_notes, set_by_hand
from service.store.tables import NoteRow

_BY_HAND = "h-"
"""How groups made by hand begin: sorting again numbers its own groups anew."""


def fields_of(correction: Correction) -> dict[str, str | bool]:
    """What a correction sets. Raises BadInput for nothing."""
    fields: dict[str, str | bool] = correction.model_dump(exclude_none=True)
    if not fields:
        raise BadInput("没有说明要改这条意见的什么")
    for name, value in fields.items():
        if isinstance(value, str):
            fields[name] = kept_text(value, "所填内容").strip()
    return fields


def told_fields(fields: Mapping[str, str | bool]) -> str:
    """The fields as people read them, a line each."""
    names = {
        "aspect": "对照方面",
        "theme": "主题",
        "group": "归并",
        "route": "去向",
        "empty": "无内容",
        "set_aside": "不采用的理由",
    }
    words = {True: "是", False: "否"}
    shown = {n: words[v] if isinstance(v, bool) else v for n, v in fields.items()}
    return "\n".join(f"{names[name]}：{value or '（无）'}" for name, value in shown.items())


def _row(rows: Mapping[str, NoteRow], note: str) -> NoteRow:
    if note not in rows:
        raise NotFound("没有这条意见")
    return rows[note]


def fresh_row(rows: Mapping[str, NoteRow], note: str, version: int, yours: str = "") -> NoteRow:
    """The row of a note that stands at ``version``. Raises NotFound, StaleWrite."""
    row = _row(rows, note)
    if row.version != version:
        now = kept_note(rows, note)
        fields: dict[str, str | bool] = {
            "aspect": now.aspect or "",
            "theme": now.theme,
            "group": now.group or "",
            "route": now.route,
            "empty": now.empty,
            "set_aside": now.set_aside,
        }
        message = "这条意见刚被别人改过，请看过再改"
        raise StaleWrite(message, current=told_fields(fields), version=row.version, yours=yours)
    return row


def kept_note(rows: Mapping[str, NoteRow], note: str) -> KeptNote:
    """One note, corrections by hand in it."""
    return next(kept for kept in kept_notes(rows.values()) if kept.id == note)


def refuse_clue(note: KeptNote, fields: Mapping[str, str | bool]) -> None:
    """Raises Conflict where a clue would be set aside."""
    if fields.get("set_aside") and fields.get("route", note.route) == "clue":
        raise Conflict("问题线索不写入材料，也不能搁置：请原样移交纪检")


def with_groups(rows: Mapping[str, NoteRow], named: set[str]) -> list[KeptNote]:
    """The notes named, and all that share a group with one of them."""
    notes = kept_notes(rows.values())
    groups = {note.group for note in notes if note.id in named and note.group}
    return [note for note in notes if note.id in named or note.group in groups]


def join_group(rows: Mapping[str, NoteRow], row: NoteRow, group: str) -> None:
    """Puts a note into a group that is there. Raises BadInput where no note is in it."""
    members = [note for note in kept_notes(rows.values()) if note.group == group]
    if not members:
        raise BadInput("没有这个归并组，请从现有的组里选，或把两条意见合并")
    joined = {note.id: note for note in (*members, kept_note(rows, row.note_id))}
    pin_group(rows, list(joined.values()))


def pin_group(rows: Mapping[str, NoteRow], members: Sequence[KeptNote]) -> str:
    """Makes one group by hand of the members; gives its name. Raises BadInput for fewer than two,
    a clue or an empty note."""
    if len(members) < 2:
        raise BadInput("合并至少要两条意见")
    if any(note.empty or note.route == "clue" for note in members):
        raise BadInput("问题线索和没有内容的意见不能并入一组")
    groups = (note.group or "" for note in members)
    group = next((g for g in groups if g.startswith(_BY_HAND)), _BY_HAND + new_id())
    for note in members:
        if note.group != group:
            set_by_hand(rows[note.id], {"group": group})
    return group
