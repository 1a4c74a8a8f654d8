"""A check as SARIF 2.1.0, for editors and review tools that read findings in that form.

Places are code points, as SARIF's ``columnKind`` can say. For a Word or PDF file they count in the
text that was read out of it, which the run's properties tell.
"""

import json
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from service.flags import CheckedFile, CheckReport, DismissedFlag, Evidence, Flag
from service.rule import Card, CardLevel

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: dict[CardLevel, str] = {
    "error": "error",
    "warning": "warning",
    "suggestion": "note",
    "off": "none",
}
_TEXT_FILES = frozenset({".txt", ".md"})
_FILES = _TEXT_FILES | {".docx", ".doc", ".wps", ".pdf", ".xlsx", ".csv"}
_FINGERPRINT = "duizhaoSentence/v1"

Json = dict[str, Any]


def sarif(report: CheckReport, cards: Sequence[Card], *, version: str, paths: Sequence[str]) -> str:
    """The report as SARIF text. ``paths`` name the files relative to where the reader stands, one
    for each of the report; ``text`` of each file must be there, lines are counted in it."""
    rules = {card.id: number for number, card in enumerate(cards)}
    results = [
        result
        for number, (entry, path) in enumerate(zip(report.files, paths, strict=True))
        for result in _File(entry, path, number, rules).results()
    ]
    run = {
        "tool": {"driver": _driver(cards, version)},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n"],
        "artifacts": [{"location": {"uri": _uri(path)}} for path in paths],
        "results": results,
        "properties": {"places": _places(paths)},
    }
    whole = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _driver(cards: Sequence[Card], version: str) -> Json:
    return {"name": "duizhao", "version": version, "rules": [_rule(card) for card in cards]}


def _rule(card: Card) -> Json:
    return {
        "id": card.id,
        "shortDescription": {"text": card.why},
        "help": {"text": f"{card.ask}\n出处：{card.source}"},
        "defaultConfiguration": {"enabled": card.level != "off", "level": _LEVELS[card.level]},
    }


def _places(paths: Sequence[str]) -> str:
    if all(_suffix(path) in _TEXT_FILES for path in paths):
        return "位置按文件解码后的文字计算。"
    return "位置按从文件中读出的文字计算（纯文本文件即文件本身的文字），不是 Word、PDF 的页码行号。"


def _uri(path: str) -> str:
    """A relative reference: every character that means something in an address is encoded."""
    return quote(path.replace("\\", "/"), safe="/")


def _suffix(path: str) -> str:
    return PurePath(path).suffix.lower()


class _File:
    """The results of one file."""

    def __init__(self, entry: CheckedFile, path: str, number: int, rules: dict[str, int]) -> None:
        self._entry = entry
        self._artifact = {"uri": _uri(path), "index": number}
        self._rules = rules
        self._lines = _line_starts(entry.text or "")

    def results(self) -> list[Json]:
        """Every flag, then those that were dismissed."""
        found = [self._result(flag) | {"suppressions": []} for flag in self._entry.flags]
        return [*found, *(self._dismissed(dismissed) for dismissed in self._entry.dismissed)]

    def _dismissed(self, dismissed: DismissedFlag) -> Json:
        said = dismissed.dismissal
        suppression = {
            "kind": "external",
            "status": "accepted",
            "justification": said.reason,
            "properties": {"who": said.who, "when": said.when.isoformat()},
        }
        return self._result(dismissed.flag) | {"suppressions": [suppression]}

    def _result(self, flag: Flag) -> Json:
        region = self._region(flag.start, flag.end, flag.text)
        place = {"artifactLocation": self._artifact, "region": region}
        made: Json = {
            "ruleId": flag.rule,
            "level": _LEVELS[flag.level],
            "message": {
                "text": f"{flag.message}\n请核实：{flag.ask}" if flag.ask else flag.message
            },
            "locations": [{"physicalLocation": place}],
            "rank": round(100 * min(max(flag.score, 0.0), 1.0), 2),
            "properties": _more(flag),
        }
        if flag.rule in self._rules:
            made["ruleIndex"] = self._rules[flag.rule]
        if flag.fingerprint:
            made["partialFingerprints"] = {_FINGERPRINT: flag.fingerprint}
        if flag.evidence:
            related = enumerate(flag.evidence, 1)
            made["relatedLocations"] = [self._related(number, e) for number, e in related]
        return made

    def _related(self, number: int, evidence: Evidence) -> Json:
        """A passage of this file, of another file, or of a note, which has no place in a file."""
        made: Json = {"id": number, "message": {"text": f"依据（{evidence.source}）"}}
        if evidence.source == self._entry.file:
            region = self._region(evidence.start, evidence.end, evidence.quote)
            made["physicalLocation"] = {"artifactLocation": self._artifact, "region": region}
        elif _suffix(evidence.source) in _FILES:
            region = _flat(evidence.start, evidence.end, evidence.quote)
            artifact = {"uri": _uri(evidence.source)}
            made["physicalLocation"] = {"artifactLocation": artifact, "region": region}
        else:
            made["logicalLocations"] = [{"name": evidence.source, "kind": "note"}]
            made["message"]["text"] += f"：{evidence.quote}"
        return made

    def _region(self, start: int, end: int, text: str) -> Json:
        first, last = self._line(start), self._line(end)
        return _flat(start, end, text) | {
            "startLine": first + 1,
            "startColumn": start - self._lines[first] + 1,
            "endLine": last + 1,
            "endColumn": end - self._lines[last] + 1,
        }

    def _line(self, place: int) -> int:
        return bisect_right(self._lines, place) - 1


def _line_starts(text: str) -> list[int]:
    return [0, *(place + 1 for place, character in enumerate(text) if character == "\n")]


def _flat(start: int, end: int, text: str) -> Json:
    return {"charOffset": start, "charLength": end - start, "snippet": {"text": text}}


def _more(flag: Flag) -> Json:
    """What SARIF has no name for, left out where empty."""
    told = {
        "id": flag.id,
        "item": flag.item,
        "ask": flag.ask,
        "proposedAsk": flag.proposed_ask,
        "stamp": flag.stamp,
    }
    return {name: value for name, value in told.items() if value}
