"""How far an assignment is: a few figures, told for many assignments at once."""

from service.value import Value


class Progress(Value):
    """How far one assignment is.

    ``lines`` were handed in, ``unsorted`` of them no sorting has seen; ``notes`` came of them,
    ``to_draft`` of these go into the paper and ``clues`` are clues. With a ``drafted`` paper:
    ``questions`` are its 【待补】, ``errors`` and ``flags`` what nobody dealt with yet (``flags``
    holds the errors, too), ``unanswered`` the notes that should be in it and that no item cites.
    """

    assignment: str
    lines: int = 0
    unsorted: int = 0
    notes: int = 0
    to_draft: int = 0
    clues: int = 0
    drafted: bool = False
    questions: int = 0
    errors: int = 0
    flags: int = 0
    unanswered: int = 0
