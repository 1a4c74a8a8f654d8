from pathlib import Path

import pytest
import yaml

from service.blocks import SourceText
from service.errors import BadData, UnknownKind
from service.kinds import guess_kind, kind_named, load_kinds
from service.parsing import parse

_IDS = [
    "branch-2021",
    "branch-2023",
    "individual-2023",
    "individual-2025",
    "plan-2023",
    "team-2021",
    "team-2023",
    "team-2024",
    "team-2025",
]
_SIX = ["理论学习", "政治素质", "能力本领", "担当作为", "工作作风", "廉洁自律"]


def _own(directory: Path, file: str, **changes: object) -> None:
    kind = load_kinds()["team-2024"].model_dump(mode="json", exclude_defaults=True)
    text = yaml.safe_dump({**kind, **changes}, allow_unicode=True)
    (directory / file).write_text(text, encoding="utf-8")


def test_the_kinds_are_exactly_the_nine_promised() -> None:
    assert list(load_kinds()) == _IDS


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("team-2021", "faith mission people struggle governance"),
        ("team-2023", "theory politics ability duty style integrity"),
        ("individual-2023", "theory politics ability duty style integrity"),
        ("plan-2023", "theory politics ability duty style integrity"),
        ("team-2024", "political-discipline party-spirit innovation governance"),
        ("team-2025", "loyalty foundation reverence enterprise governance"),
        ("individual-2025", "loyalty foundation reverence enterprise governance"),
        ("branch-2021", "charter deployment rectification expectations organisation"),
        (
            "branch-2023",
            "campaign decisions organisational-life members masses self-building",
        ),
    ],
)
def test_every_aspect_has_its_fixed_key_in_the_prescribed_order(kind: str, keys: str) -> None:
    assert [aspect.key for aspect in load_kinds()[kind].aspects] == keys.split()


def test_2023_has_the_six_official_aspects_and_2025_asks_for_cases_and_last_year() -> None:
    kinds = load_kinds()
    assert [aspect.title for aspect in kinds["team-2023"].aspects] == _SIX
    required = {c.role for c in kinds["team-2025"].chapters if c.required}
    assert {"last_year", "problems", "cases", "causes", "measures"} <= required


def test_nothing_unverified_is_shipped() -> None:
    for kind in load_kinds().values():
        assert "UNVERIFIED" not in kind.to_json()
        assert kind.source


def test_a_persons_own_kind_is_added_and_one_of_the_same_id_replaces_ours(tmp_path: Path) -> None:
    _own(tmp_path, "a.yaml", id="ours-2026", year=2026)
    _own(tmp_path, "b.yml", name="本局口径")
    kinds = load_kinds(tmp_path)
    assert kinds["ours-2026"].year == 2026
    assert kinds["team-2024"].name == "本局口径"
    assert len(kinds) == len(_IDS) + 1


def test_a_missing_directory_is_no_own_kinds(tmp_path: Path) -> None:
    assert list(load_kinds(tmp_path / "kinds")) == _IDS


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"scope": "teem"}, "scope"),
        ({"year": "去年"}, "year"),
        ({"aspects": []}, "aspects"),
        ({"aspects": [{"key": "a", "title": "甲"}]}, "aspects 第1个 short"),
        ({"aspects": [{"key": "a", "title": "甲", "short": "甲"}] * 2}, "重复"),
        ({"chapters": [{"role": "causes"}]}, "problems"),
        ({"length": [5000, 3000]}, "length"),
        ({"aspekte": []}, "aspekte"),
    ],
)
def test_a_kind_that_breaks_its_form_is_refused_naming_file_and_field(
    tmp_path: Path, changes: dict[str, object], named: str
) -> None:
    _own(tmp_path, "本局.yaml", **changes)
    with pytest.raises(BadData, match=r"本局\.yaml") as caught:
        load_kinds(tmp_path)
    assert named in str(caught.value)


@pytest.mark.parametrize("content", [b"id: [", b"- 1", b"\xff\xfe\x00", b""])
def test_a_file_that_is_no_kind_at_all_is_refused_with_its_name(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "坏.yaml").write_bytes(content)
    with pytest.raises(BadData, match=r"坏\.yaml"):
        load_kinds(tmp_path)


def test_two_own_files_with_one_id_are_refused(tmp_path: Path) -> None:
    _own(tmp_path, "a.yaml")
    _own(tmp_path, "b.yaml")
    with pytest.raises(BadData, match=r"b\.yaml.*a\.yaml"):
        load_kinds(tmp_path)


def test_an_unknown_kind_is_answered_with_the_nearest_and_the_list() -> None:
    with pytest.raises(UnknownKind, match="您要的可能是 team-2025") as caught:
        kind_named("team2025", load_kinds())
    assert all(name in str(caught.value) for name in _IDS)


def _guessed(title: str, *aspects: str, heading: str = "存在的问题") -> str | None:
    lines = [title, f"一、{heading}"]
    for number, aspect in zip("一二三四五六", aspects, strict=False):
        lines += [f"（{number}）{aspect}", "一是有差距。"]
    paper = parse(SourceText(file="", format="txt", text="\n".join(lines)))
    kind = guess_kind(paper, load_kinds())
    return kind.id if kind else None


def test_a_papers_kind_is_guessed_from_writer_year_and_aspects() -> None:
    six = [f"{aspect}方面" for aspect in _SIX]
    assert _guessed("青岚县水利局党组2023年专题民主生活会对照检查材料", *six) == "team-2023"
    assert _guessed("班子对照检查材料", *six) == "team-2023"
    assert _guessed("个人对照检查材料", *six) == "individual-2023"
    assert _guessed("2023年主题教育专题民主生活会整改方案", *six) == "plan-2023"
    five = ["强化政治忠诚方面", "固本培元方面", "敬畏人民、敬畏组织方面", "干事创业方面"]
    assert _guessed("港务集团党委班子对照检查材料", *five) == "team-2025"
    assert _guessed("第二党支部2021年度组织生活会对照检查材料") == "branch-2021"


def test_a_paper_that_nothing_speaks_for_has_no_kind() -> None:
    assert _guessed("年度工作总结报告", "生产情况", "销售情况") is None
