"""What the server saw: the truth against which our own accounts are held."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

BLOCK = 64
"""Characters a prefix-cache block holds, as in the measurements of reuse this follows."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request: its size, how much of its beginning was known, and what was said."""

    shape: str
    prompt: str
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    form: str
    fault: str = ""


@dataclass
class Ledger:
    """Every request in order of arrival. Safe across threads."""

    calls: list[Call] = field(default_factory=list)
    arrivals: int = 0
    embedded: int = 0
    running: int = 0
    most_at_once: int = 0
    _seen: set[int] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def arrive(self) -> int:
        """Numbers a request, from 1."""
        with self._lock:
            self.arrivals += 1
            return self.arrivals

    def cached(self, prompt: str) -> int:
        """Characters of ``prompt``'s beginning seen before; remembers it for the next."""
        known = 0
        with self._lock:
            growing = True
            for end in range(BLOCK, len(prompt) + 1, BLOCK):
                name = hash(prompt[:end])
                growing = growing and name in self._seen
                known = end if growing else known
                self._seen.add(name)
        return known

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Counts an answer among the ``running``."""
        with self._lock:
            self.running += 1
            self.most_at_once = max(self.most_at_once, self.running)
        try:
            yield
        finally:
            with self._lock:
                self.running -= 1

    def record(self, call: Call) -> None:
        """Keeps one finished request."""
        with self._lock:
            self.calls.append(call)

    @property
    def prompt_tokens(self) -> int:
        """Prompt tokens of all answered calls."""
        return sum(call.prompt_tokens for call in self.calls)

    @property
    def completion_tokens(self) -> int:
        """Completion tokens of all answered calls."""
        return sum(call.completion_tokens for call in self.calls)

    @property
    def cached_share(self) -> float:
        """Share of prompt tokens that a prefix cache would have saved."""
        total = self.prompt_tokens
        return sum(call.cached_tokens for call in self.calls) / total if total else 0.0


def tokens(text: str) -> int:
    """A plain stand-in for a tokenizer: one token a character and a half, at least one."""
    return max(1, round(len(text) / 1.5))
