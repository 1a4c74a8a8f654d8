"""How far a review has come, told in pieces of work and in words."""

from collections.abc import Callable

Step = Callable[[int, int, str], None]
"""Told as each sort of work begins and after each piece of it: how many pieces of the whole review
are done, of how many, and in words what is being done. What it raises ends the review."""

_READ_CHECKED_LAID_BESIDE = 3


class ReviewSteps:
    """Counts what is done. Reading a paper, checking it, having its page written where there is a
    model, and laying it beside the others are one piece of work each."""

    def __init__(self, step: Step, *, with_model: bool) -> None:
        self._step = step
        self._pieces = _READ_CHECKED_LAID_BESIDE + with_model
        self._done = self._all = 0
        self._sort, self._at, self._of = "", 0, 0
        self._names: dict[str, str] = {}

    def expects(self, papers: int, compared: int) -> None:
        """So many papers are there to be reviewed, and so many that are only read."""
        self._all = papers * self._pieces + compared

    def begins(self, sort: str, of: int) -> None:
        """Told before the first of its pieces is done: that one may take long."""
        self._sort, self._at, self._of = sort, 0, of
        self._tell("")

    def opened(self, file: str, name: str) -> None:
        """A paper was read, and is told of by that name from now on."""
        self._names[file] = name
        self.did(file)

    def unreadable(self, name: str, *, compared: bool) -> None:
        """A file was tried; nothing more is done with it."""
        if not compared:
            self._all -= self._pieces - 1
        self.did(name)

    def did(self, file: str) -> None:
        """One more piece of work."""
        self._done += 1
        self._at += 1
        self._tell(self._names.get(file, file))

    def _tell(self, name: str) -> None:
        what = f"{self._sort} {self._at} / {self._of}"
        self._step(self._done, self._all, f"{what}：{name}" if name else what)
