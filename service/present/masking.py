"""A note's text as others may read it: personal details replaced by 某 or stars."""

from service.notes import Note

_STAND_INS = {
    "identity_number": "［证件号］",
    "phone": "［电话］",
    "bank_card": "［卡号］",
    "plate": "［车牌］",
    "name": "某同志",
    "family": "［家庭情况］",
}


def masked(note: Note) -> str:
    """``note.text`` with every personal detail replaced by what sort of detail it is."""
    text = note.text
    for detail in sorted(note.personal, key=lambda p: p.start, reverse=True):
        text = text[: detail.start] + _STAND_INS[detail.kind] + text[detail.end :]
    return text
