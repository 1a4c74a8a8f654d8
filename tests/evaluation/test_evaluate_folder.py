import json
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

from service.errors import BadData
from service.evaluation import SCORERS, Report, evaluate_folder, scorers
from service.evaluation.retrieval import read_queries

EVAL = Path(__file__).resolve().parents[1] / "eval"
COVERED = "一、存在的问题\n（一）作风方面\n一是食堂早餐品种少。全年没有换过菜单。\n"


def line(**fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"


def test_every_scorer_is_listed() -> None:
    names = [module.name for module in pkgutil.iter_modules(scorers.__path__)]
    modules = {import_module(f"service.evaluation.scorers.{name}") for name in names}
    assert set(SCORERS) == modules
    assert len(SCORERS) == len(modules)


def test_every_labelled_file_of_ours_is_known_to_exactly_one_scorer() -> None:
    files = sorted(p for p in EVAL.rglob("*") if p.suffix in (".tsv", ".jsonl"))
    for path in files:
        if str(path.relative_to(EVAL)) in ("coverage/pairs.tsv", "generic/second.tsv"):
            continue  # scored elsewhere: tests/language and tests/eval/agreement.py
        assert sum(path in scorer.sets([path]) for scorer in SCORERS) == 1, path


def test_sets_are_found_by_their_form_wherever_they_stand(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "judged.txt").write_text(COVERED, encoding="utf-8")
    (deep / "judged.jsonl").write_text(
        line(note="食堂早餐总是那几样，品种少", reflected=True)
        + line(note="停车位不够", reflected=False),
        encoding="utf-8",
    )
    report = evaluate_folder(tmp_path)
    assert {figure.count for figure in report.figures} == {1}
    assert all(figure.value == 1.0 and figure.met for figure in report.figures)
    assert report.unknown == ()


def test_a_file_that_no_scorer_takes_is_named(tmp_path: Path) -> None:
    (tmp_path / "other.tsv").write_text("a\tb\n1\t2\n", encoding="utf-8")
    assert evaluate_folder(tmp_path) == Report(unknown=("other.tsv",))


def test_a_report_is_the_same_after_json() -> None:
    report = evaluate_folder(EVAL / "facts")
    assert report.figures
    assert [score.rule for score in report.rules] == ["fact.unsupported"]
    assert json.loads(report.to_json())["schema"] == "eval/1"
    assert Report.model_validate_json(report.to_json()) == report


def test_a_broken_set_is_refused_with_its_name_and_line(tmp_path: Path) -> None:
    (tmp_path / "notes.jsonl").write_text('{"note": "甲", "refl', encoding="utf-8")
    with pytest.raises(BadData, match=r"notes\.jsonl 第 1 行"):
        evaluate_folder(tmp_path)


def test_a_coverage_set_without_its_paper_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lone.jsonl").write_text(line(note="甲", reflected=True), encoding="utf-8")
    with pytest.raises(BadData, match=r"lone\.txt"):
        evaluate_folder(tmp_path)


def test_a_query_for_an_item_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "queries.tsv"
    row = "停车难\tqinglan-water/2024-team-2024.txt\t没有这一条"
    path.write_text(f"query\tfile\theadline\n{row}\n", encoding="utf-8")
    with pytest.raises(BadData, match="没有这一条"):
        read_queries(path)


def test_a_row_shorter_than_the_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "queries.tsv"
    path.write_text("query\tfile\theadline\n停车难\n", encoding="utf-8")
    with pytest.raises(BadData, match="第 2 行"):
        read_queries(path)
