"""How a server is best asked, learned from what it refuses, and forgotten after a while.

Servers are replaced and upgraded while the service runs: what one could not do, the next can.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from service.llm.forms import FORMS, Form

StreamUse = Literal["auto", "on", "off"]
"""auto: streamed, and whole where the server refuses to stream."""

_REMEMBERED_S = 3600.0
# Once may be a gateway's bad moment: a whole answer is watched less well than a stream.
_SILENT_STREAMS = 2


@dataclass(frozen=True, slots=True)
class Way:
    """How one request is made."""

    form: Form
    streamed: bool


class Manner:
    """What is known of one server. Shared by all asks; only single fields are written."""

    def __init__(
        self, stream: StreamUse = "auto", clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream
        self._clock = clock
        self._form = 0
        self._form_until = 0.0
        self._whole_until = 0.0
        self._silent = 0

    def way(self) -> Way:
        """The best way known now."""
        if self._form and self._clock() > self._form_until:
            self._form = 0
        streamed = self._stream == "on" or (
            self._stream == "auto" and self._clock() >= self._whole_until
        )
        return Way(FORMS[self._form], streamed)

    def refuse_form(self, form: Form) -> bool:
        """The server disliked ``form``. Whether there is another one to try."""
        place = FORMS.index(form)
        if place + 1 >= len(FORMS):
            return False
        # Of several asks that were refused at once, only the first moves on.
        if place == self._form:
            self._form = place + 1
            self._form_until = self._clock() + _REMEMBERED_S
        return True

    @property
    def may_ask_whole(self) -> bool:
        """Whether a request may be made without streaming when streaming was refused."""
        return self._stream == "auto"

    def streamed_well(self) -> None:
        """A streamed answer came to its end."""
        self._silent = 0

    def answered_whole(self, *, said_so: bool) -> None:
        """The same request was answered whole after its stream was refused; ``said_so``: in
        words, not only by sending no events."""
        self._silent += 1
        if said_so or self._silent >= _SILENT_STREAMS:
            self._silent = 0
            self._whole_until = self._clock() + _REMEMBERED_S
