"""A chat request as the behaviours see it: the notes it carries and what it asks for."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

_NOTE = re.compile(r'<note id="([^"]+)"[^>]*>(.*?)</note>', re.DOTALL)
_SCHEMA = re.compile(r"符合这个 JSON Schema，不要任何别的文字：(\{.*)\Z", re.DOTALL)


@dataclass(frozen=True)
class ChatRequest:
    """``body`` is the request's JSON, ``number`` its place in order of arrival."""

    body: dict[str, Any]
    number: int

    @cached_property
    def messages(self) -> list[str]:
        """The contents of all messages in order."""
        return [str(message["content"]) for message in self.body["messages"]]

    @cached_property
    def prompt(self) -> str:
        """All messages as one text: what a server would prefill."""
        return "\n".join(f"{m['role']}: {m['content']}" for m in self.body["messages"])

    @cached_property
    def task(self) -> str:
        """The section-specific part of the prompt: the first user message."""
        return next(str(m["content"]) for m in self.body["messages"] if m["role"] == "user")

    @property
    def form(self) -> str:
        """How JSON was asked for: json_schema, json_object or plain."""
        wanted = self.body.get("response_format") or {"type": "plain"}
        return str(wanted["type"])

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON schema of the answer, from the request field or from the words."""
        wanted = self.body.get("response_format") or {}
        if "json_schema" in wanted:
            return dict(wanted["json_schema"]["schema"])
        found = next((m for text in self.messages if (m := _SCHEMA.search(text))), None)
        return dict(json.loads(found.group(1))) if found else {}

    @property
    def shape(self) -> str:
        """The name of the shape asked for, as its class is called."""
        return str(self.schema.get("title", ""))

    def notes_in(self, text: str) -> dict[str, str]:
        """The fenced notes of a piece of prompt: id to text, in order."""
        return {name: words.strip() for name, words in _NOTE.findall(text)}
