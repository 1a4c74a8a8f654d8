import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.blocks import Block, SourceText
from service.kinds import load_kinds
from service.parsing import parse
from tests.parsing.parsing_cases import PAPERS, SAMPLES, assert_nothing_lost_or_doubled, source

_MARKERS = (
    "一、|二、|三、|（一）|(二）|（三)|1.|２．|3、|（1）|①|⑴|⒈|㈠|一是|二是|三是|第一，|首先，|一要"
)
_WORDS = (
    "存在的问题|原因剖析|整改措施|理论学习方面|在政治素质方面，|带头增强党性|【整改问题】："
    "|【整改措施】|整改措施：|责任人：|完成时限：2024年3月底|##paidbegin##|（中华文秘网）|— 3 —"
    "|学习不够深入|2.1公里|3.5万元|2023年度|青岚县水利局党组|对照检查材料|2024年1月5日|𠮷|XX"
    "|第一部分 |第二章|目录|附件：1.清单|附表：任务清单|组长：书记|主送：各股室|一、存在的问题……3"
)
_MARKS = [
    "**",
    "__",
    "# ",
    "## ",
    "\\*",
    "\\",
    "- ",
    "| 甲 | 乙 |",
    "| 问题 | 措施 |",
    "|--|--|",
    "\t甲\t乙",
    *"。，；：！“”",
]
_SPACES = ["\r\n", "\n\n", *"\n \u3000\t\u200b\ufeff\x0b\u2028\x85\xa0"]
_FRAGMENTS = st.sampled_from([*_MARKERS.split("|"), *_WORDS.split("|"), *_MARKS, *_SPACES])
_TEXTS = st.lists(st.one_of(_FRAGMENTS, st.text(max_size=6)), max_size=40).map("".join)
_KIND = load_kinds()["team-2023"]


@given(_TEXTS)
@settings(max_examples=250, deadline=None)
def test_any_mixture_of_marks_keeps_every_character_once(text: str) -> None:
    assert_nothing_lost_or_doubled(parse(source(text)), text)
    assert_nothing_lost_or_doubled(parse(source(text), _KIND), text)


@given(st.lists(_TEXTS, max_size=8), st.lists(st.sampled_from([None, 1, 2, 3]), min_size=8))
@settings(max_examples=100, deadline=None)
def test_blocks_with_styles_keep_every_character_once(
    texts: list[str], levels: list[int | None]
) -> None:
    blocks, at = [], 0
    for number, (text, level) in enumerate(zip(texts, levels, strict=False)):
        style = ("heading" if level else "paragraph") if number % 4 else "row"
        blocks.append(
            Block.model_validate(
                {"text": text, "start": at, "end": at + len(text), "style": style, "level": level}
            )
        )
        at += len(text) + 1
    whole = "\n".join(texts)
    read = SourceText(file="材料.docx", format="docx", text=whole, blocks=tuple(blocks))
    assert_nothing_lost_or_doubled(parse(read), whole)


_NAMES = ["问题", "整改措施", "责任人", "完成时限", "方面", "序号", "原因分析", "整改事项", ""]
_FORM = st.lists(st.tuples(st.sampled_from(_NAMES), _TEXTS).map(list), min_size=1, max_size=6)
_ROWS = _FORM | st.lists(st.lists(_TEXTS, min_size=1, max_size=5), min_size=1, max_size=6)


@given(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=5), _ROWS, _TEXTS)
@settings(max_examples=150, deadline=None)
def test_tables_keep_every_character_once(
    names: list[str], rows: list[list[str]], before: str
) -> None:
    whole = "一、整改任务\n" + before
    blocks = [Block(text=whole, start=0, end=len(whole))]
    for cells in [names, *rows]:
        text = "\t".join(cell for cell in cells if cell.strip())
        start = len(whole) + 1
        whole += "\n" + text
        end = start + len(text)
        blocks.append(Block(text=text, start=start, end=end, style="row", cells=tuple(cells)))
    read = SourceText(file="台账.docx", format="docx", text=whole, blocks=tuple(blocks))
    assert_nothing_lost_or_doubled(parse(read), whole)
    assert_nothing_lost_or_doubled(parse(read, _KIND), whole)


@given(_TEXTS, st.integers(16, 45))
@settings(max_examples=100, deadline=None)
def test_hard_wrapped_text_keeps_every_character_once(text: str, width: int) -> None:
    long = text.replace("\n", "") * 12
    wrapped = "\n".join(long[at : at + width] for at in range(0, len(long), width))
    assert_nothing_lost_or_doubled(parse(source(wrapped)), wrapped)


def _mutated(text: str, rng: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(lines))
        match rng.randrange(5):
            case 0:
                lines = [line for n, line in enumerate(lines) if n != at] or [text]
            case 1:
                lines.insert(at, rng.choice(lines))
            case 2:
                rng.shuffle(lines)
            case 3:
                lines[at] = lines[at].rstrip("\r\n")
            case _:
                cut = rng.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:cut] + "\n" + lines[at][cut:]
    return "".join(lines)


def _assert_mutations_hold(text: str) -> None:
    for seed in range(40):
        changed = _mutated(text, random.Random(seed))  # noqa: S311 - a test's own shuffling
        assert_nothing_lost_or_doubled(parse(source(changed)), changed)


@pytest.mark.parametrize("path", sorted(PAPERS.glob("*.txt")), ids=lambda p: p.stem)
def test_a_mutated_paper_keeps_every_character_once(path: Path) -> None:
    _assert_mutations_hold(path.read_text(encoding="utf-8"))


def test_a_mutated_real_paper_keeps_every_character_once() -> None:
    paths = sorted(SAMPLES.glob("0*.txt"))
    if not paths:
        pytest.skip("the shared samples are not on this machine")
    for path in paths:
        _assert_mutations_hold(path.read_text(encoding="utf-8"))
