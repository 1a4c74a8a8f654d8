"""What can go wrong, named after what happened. The edge (CLI, HTTP) decides what the user sees.

Messages are Chinese because the person who reads them is the person who can mend the cause.
"""


class DuizhaoError(Exception):
    """Any failure the product foresees; ``str(error)`` is one clear Chinese sentence."""


class BadInput(DuizhaoError):
    """What the user gave cannot be used: exit code 2, HTTP 422."""


class UnreadableFile(BadInput):
    """A file that cannot be read, with the cause and, where there is one, the way out."""

    def __init__(self, file: str, cause: str, advice: str = "") -> None:
        self.file = file
        self.cause = cause
        self.advice = advice
        super().__init__(f"{file}：{cause}" + (f"。{advice}" if advice else ""))


class UnknownKind(BadInput):
    """A 文种 that no kind file describes."""


class BadData(BadInput):
    """A kind, rule, overlay or taxonomy file of the user's that breaks its form."""


class BadSettings(DuizhaoError):
    """A ``DUIZHAO_*`` setting that cannot be used."""


class StorageFull(DuizhaoError):
    """There is no room left where files or the database are kept."""


class DatabaseBusy(DuizhaoError):
    """Others wrote for so long that this had to be given up; nothing was changed."""


class LibraryBusy(DuizhaoError):
    """Another process holds the library of this data directory."""


class ModelFailure(DuizhaoError):
    """A model call that gave nothing usable; ``calls`` and the tokens were spent all the same."""

    def __init__(
        self, message: str, *, calls: int = 0, prompt_tokens: int = 0, completion_tokens: int = 0
    ) -> None:
        self.calls = calls
        self.prompt_tokens = prompt_tokens
        self.completion_tokens = completion_tokens
        super().__init__(message)


class ModelUnavailable(ModelFailure):
    """The language or embedding model did not answer within its attempts and deadline."""


class ModelAnswerRejected(ModelFailure):
    """The model answered, but never in the required form."""


class BudgetSpent(ModelFailure):
    """The unit has used its model tokens of this month: nothing was asked."""


class NotFound(DuizhaoError):
    """There is no such thing, or none that this person may know of: the two are told alike."""


class Forbidden(DuizhaoError):
    """The person may know of the thing but not do this to it."""


class Unauthenticated(DuizhaoError):
    """Nobody is signed in, or the key is not valid."""


class TooOften(DuizhaoError):
    """Too many attempts or requests; ``wait_s`` is after how many seconds to try again."""

    def __init__(self, message: str, *, wait_s: int) -> None:
        self.wait_s = wait_s
        super().__init__(message)


class Conflict(DuizhaoError):
    """What was asked does not fit the present state."""


class StaleWrite(Conflict):
    """Somebody else saved in between. ``current`` is what stands now, at ``version``; ``yours``
    is what was to be saved: the person sees both and loses neither."""

    def __init__(self, message: str, *, current: str, version: int, yours: str) -> None:
        self.current = current
        self.version = version
        self.yours = yours
        super().__init__(message)


class OutOfScope(DuizhaoError):
    """Code tried to write another unit's rows: a defect, stopped before it reached the table."""
