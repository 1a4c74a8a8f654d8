"""Lying: invented figures, ids, quotes and claims, each sentence in another way."""

from tests.simulated_llm.behaviours.answers import Sentence, answer, fact
from tests.simulated_llm.request import ChatRequest

LIES = (
    "全年共召开专题会议37次，整改率达到96.5%",
    "2019年3月14日，财务科因此被上级通报",
    "违反了《工作人员奖惩暂行规定》第九条",
    "分管负责同志长期收受服务对象礼金",
    "已有23名职工为此向上级集中反映",
)


def lying(request: ChatRequest) -> str:
    """An answer in which nothing may be believed."""
    return answer(request, _write, lambda words: f"{words[:8]}造成经济损失50万元", _revise)


def _write(name: str, note: str, place: int) -> list[Sentence]:
    lie = LIES[place % len(LIES)]
    ways = (
        fact(f"{note.rstrip('。')}，{lie}。", [name], note),
        fact(f"{lie}。", [name], note),
        fact(f"{lie}。", ["N9999"], note),
        fact(f"{lie}。", [name], f"{lie}，同志们都知道"),
        fact(f"{lie}。", [], ""),
    )
    smuggled = {"text": f"{lie}。", "kind": "framing", "notes": [], "quote": ""}
    asked = {"text": f"【待补：{lie}，是否属实？】", "kind": "question", "notes": [], "quote": ""}
    return [ways[place % len(ways)], smuggled, asked]


def _revise(note: str, _: str) -> str:
    return f"{note.rstrip('。')}，{LIES[0]}。"
