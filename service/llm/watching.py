"""Who is told of every single request to the model: an account of what was paid, kept outside."""

from typing import Protocol


class Watch(Protocol):
    """Told before and after every HTTP request. Called from the event loops of several threads.

    A row that is never heard of has an unknown outcome: the process was killed meanwhile, and the
    server may or may not have been paid. Whatever else either method raises ends the ask.
    """

    def sent(self, *, prompt: str) -> int:
        """Before a request leaves. ``prompt`` is name@version. Returns the row's number.

        May raise ``service.errors.BudgetSpent`` to forbid the request.
        """
        ...

    def heard(self, row: int, *, outcome: str, prompt_tokens: int, completion_tokens: int) -> None:
        """What became of it: "answered", or a short word for the fault (see ``faults.Word``).

        Tokens are the server's own counts, 0 where it told none.
        """
        ...


class Unwatched:
    """A Watch that keeps nothing."""

    def sent(self, *, prompt: str) -> int:  # noqa: ARG002 - the protocol's name
        """Forbids nothing."""
        return 0

    def heard(self, row: int, *, outcome: str, prompt_tokens: int, completion_tokens: int) -> None:
        """Forgets it."""
