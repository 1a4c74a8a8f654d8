"""Prescribed wording: what a kind makes everybody write, which is therefore nobody's copy."""

from service.kind import Kind


def prescribed_wording(kind: Kind | None) -> tuple[str, ...]:
    """The theme, meeting, titles and requirements of ``kind``; nothing without one."""
    if kind is None:
        return ()
    titles = [*(a.title for a in kind.aspects), *(c.title for c in kind.chapters)]
    wording = [kind.theme, kind.meeting, kind.paper_name, *titles, *kind.requirements]
    return tuple(phrase for phrase in wording if phrase)
