import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

import pytest

from service.checks import load_cards
from service.flags import CheckedFile, CheckReport, Dismissal, DismissedFlag, Evidence, Flag
from service.present.sarif import sarif

TEXT = "第一行𠮷野\r\n学习不够深入，全年5次。\n\n三、措施\n"
FILE = "某局 2025#1.txt"
LEVELS = {"error": "error", "warning": "warning", "suggestion": "note"}
SPANS = ("𠮷野", "学习不够深入", "5次", "三、措施", "野\r\n学习")

# What SARIF 2.1.0 says of the fields in use: name -> (type, required).
Shape = dict[str, tuple[type | tuple[type, ...], bool]]
MESSAGE: Shape = {"text": (str, True)}
ARTIFACT: Shape = {"uri": (str, True), "index": (int, False)}
REGION: Shape = {
    "startLine": (int, False),
    "startColumn": (int, False),
    "endLine": (int, False),
    "endColumn": (int, False),
    "charOffset": (int, False),
    "charLength": (int, False),
    "snippet": (dict, False),
}
LOCATION: Shape = {
    "id": (int, False),
    "physicalLocation": (dict, False),
    "logicalLocations": (list, False),
    "message": (dict, False),
}
RULE: Shape = {
    "id": (str, True),
    "shortDescription": (dict, False),
    "help": (dict, False),
    "defaultConfiguration": (dict, False),
}
RESULT: Shape = {
    "ruleId": (str, False),
    "ruleIndex": (int, False),
    "level": (str, False),
    "message": (dict, True),
    "locations": (list, False),
    "relatedLocations": (list, False),
    "partialFingerprints": (dict, False),
    "suppressions": (list, False),
    "rank": ((int, float), False),
    "properties": (dict, False),
}
SUPPRESSION: Shape = {
    "kind": (str, True),
    "status": (str, False),
    "justification": (str, False),
    "properties": (dict, False),
}
RUN: Shape = {
    "tool": (dict, True),
    "language": (str, False),
    "columnKind": (str, False),
    "newlineSequences": (list, False),
    "artifacts": (list, False),
    "results": (list, False),
    "properties": (dict, False),
}
WHOLE: Shape = {"$schema": (str, False), "version": (str, True), "runs": (list, True)}


def matches(value: dict[str, Any], shape: Shape) -> None:
    assert set(value) <= set(shape), set(value) - set(shape)
    for name, (kind, required) in shape.items():
        assert name in value or not required, name
        if name in value:
            assert isinstance(value[name], kind), name


def flag(number: int, phrase: str, **more: object) -> Flag:
    start = TEXT.index(phrase)
    return Flag.model_validate(
        {
            "id": f"K{number:04d}",
            "rule": "generic.wording",
            "level": ("error", "warning", "suggestion")[number % 3],
            "start": start,
            "end": start + len(phrase),
            "text": phrase,
            "message": "换个单位也成立",
            "ask": "是哪件事？",
            "fingerprint": f"f{number}",
            "score": 0.5,
            **more,
        }
    )


def dismissed() -> DismissedFlag:
    dismissal = Dismissal.model_validate(
        {
            "unit": "某局",
            "rule": "generic.wording",
            "fingerprint": "f9",
            "reason": "原文如此，已核",
            "who": "办公室",
            "when": "2026-01-15T09:00:00+08:00",
        }
    )
    return DismissedFlag(flag=flag(9, "三、措施"), dismissal=dismissal)


def checked(**more: object) -> CheckedFile:
    evidence = (
        Evidence(source=FILE, start=12, end=14, quote=TEXT[12:14]),
        Evidence(source="往年 材料.docx", start=5, end=9, quote="去年写的"),
        Evidence(source="N12", quote="没人接电话"),
    )
    flags = [flag(n, phrase) for n, phrase in enumerate(SPANS)]
    flags[1] = flags[1].model_copy(update={"evidence": evidence, "proposed_ask": "哪一次？"})
    missing = flag(7, "三、措施", start=4, end=4, text="", item=None, fingerprint="")
    return CheckedFile.model_validate(
        {
            "file": FILE,
            "flags": (*flags, missing),
            "dismissed": (dismissed(),),
            "text": TEXT,
            **more,
        }
    )


def run_of(*entries: CheckedFile, paths: Sequence[str]) -> dict[str, Any]:
    report = CheckReport(files=entries)
    whole = json.loads(sarif(report, load_cards(), version="0.1.0", paths=paths))
    matches(whole, WHOLE)
    assert whole["version"] == "2.1.0"
    assert whole["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = whole["runs"]
    matches(run, RUN)
    return dict(run)


@pytest.fixture(name="run", scope="module")
def _run() -> dict[str, Any]:
    return run_of(checked(), paths=[f"材料/{FILE}"])


def test_every_part_has_the_fields_of_the_standard(run: dict[str, Any]) -> None:
    for rule in run["tool"]["driver"]["rules"]:
        matches(rule, RULE)
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    for result in run["results"]:
        matches(result, RESULT)
        matches(result["message"], MESSAGE)
        assert 0 <= result["rank"] <= 100
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            matches(location, LOCATION)
            if "physicalLocation" in location:
                matches(location["physicalLocation"]["artifactLocation"], ARTIFACT)
                matches(location["physicalLocation"]["region"], REGION)
        for suppression in result["suppressions"]:
            matches(suppression, SUPPRESSION)


def test_every_rule_is_told_and_every_result_points_to_its_own(run: dict[str, Any]) -> None:
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == [card.id for card in load_cards()]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]


def test_offsets_lead_back_to_the_phrase(run: dict[str, Any]) -> None:
    assert run["columnKind"] == "unicodeCodePoints"
    for result, phrase in zip(run["results"], (*SPANS, ""), strict=False):
        region = result["locations"][0]["physicalLocation"]["region"]
        start = region["charOffset"]
        assert TEXT[start : start + region["charLength"]] == phrase
        assert region["snippet"]["text"] == phrase


def test_lines_and_columns_lead_back_to_the_phrase(run: dict[str, Any]) -> None:
    lines = TEXT.split("\n")
    for result, phrase in zip(run["results"], (*SPANS, ""), strict=False):
        region = result["locations"][0]["physicalLocation"]["region"]
        first, last = region["startLine"] - 1, region["endLine"] - 1
        start = sum(len(line) + 1 for line in lines[:first]) + region["startColumn"] - 1
        end = sum(len(line) + 1 for line in lines[:last]) + region["endColumn"] - 1
        assert TEXT[start:end] == phrase


def test_levels_are_those_of_the_flags(run: dict[str, Any]) -> None:
    wanted = [LEVELS[f.level] for f in checked().flags]
    assert [result["level"] for result in run["results"]][: len(wanted)] == wanted


def test_an_address_is_relative_and_encoded(run: dict[str, Any]) -> None:
    uri = run["artifacts"][0]["location"]["uri"]
    assert uri.isascii()
    assert " " not in uri
    assert "#" not in uri
    assert unquote(uri) == f"材料/{FILE}"
    for result in run["results"]:
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_evidence_is_related_in_this_file_in_others_and_in_notes(run: dict[str, Any]) -> None:
    here, other, note = run["results"][1]["relatedLocations"]
    region = here["physicalLocation"]["region"]
    assert TEXT[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"]
    assert region["startLine"] == 2
    assert unquote(other["physicalLocation"]["artifactLocation"]["uri"]) == "往年 材料.docx"
    assert other["physicalLocation"]["region"]["snippet"]["text"] == "去年写的"
    assert note["logicalLocations"][0]["name"] == "N12"
    assert "没人接电话" in note["message"]["text"]


def test_a_dismissed_flag_is_a_suppressed_result_and_no_other_is(run: dict[str, Any]) -> None:
    *found, last = run["results"]
    assert all(result["suppressions"] == [] for result in found)
    (suppression,) = last["suppressions"]
    assert suppression["justification"] == "原文如此，已核"
    assert suppression["status"] == "accepted"
    assert suppression["properties"]["who"] == "办公室"


def test_fingerprints_are_those_of_the_sentences(run: dict[str, Any]) -> None:
    prints = [result.get("partialFingerprints") for result in run["results"]]
    assert prints[0] == {"duizhaoSentence/v1": "f0"}
    assert prints[len(SPANS)] is None


def test_a_question_of_the_model_is_kept_apart(run: dict[str, Any]) -> None:
    result = run["results"][1]
    assert result["properties"]["proposedAsk"] == "哪一次？"
    assert "哪一次？" not in result["message"]["text"]


def test_places_in_other_than_text_files_are_explained(run: dict[str, Any]) -> None:
    word = run_of(checked(), checked(file="b.docx"), paths=["a.txt", "b.docx"])
    assert "从文件中读出的文字" in word["properties"]["places"]
    assert "从文件中读出的文字" not in run["properties"]["places"]
    indices = {
        r["locations"][0]["physicalLocation"]["artifactLocation"]["index"] for r in word["results"]
    }
    assert indices == {0, 1}


def test_nothing_found_is_an_empty_list_of_results() -> None:
    assert run_of(CheckedFile(file="a.txt", text=""), paths=["a.txt"])["results"] == []
