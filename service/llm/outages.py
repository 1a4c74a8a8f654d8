"""How an ask ends when no working server was there for it, each told to people in its words."""

from service.errors import ModelUnavailable


class ServerGone(ModelUnavailable):
    """No attempt found a working server. ``why`` is the bare cause; ``nobody``: the last attempt
    was not even taken, so that asking again later pays nothing twice."""

    def __init__(
        self,
        message: str,
        *,
        why: str = "",
        nobody: bool = False,
        calls: int = 0,
        prompt_tokens: int = 0,
        completion_tokens: int = 0,
    ) -> None:
        self.why = why
        self.nobody = nobody
        super().__init__(
            message, calls=calls, prompt_tokens=prompt_tokens, completion_tokens=completion_tokens
        )


class HeldBack(ModelUnavailable):
    """The request did not leave: the server counts as gone."""


class OutOfTime(ModelUnavailable):
    """The deadline came first; nothing is known about the server."""
