"""Sloppy: true citations under sentences that would fit any unit."""

from tests.simulated_llm.behaviours.answers import Sentence, answer, fact
from tests.simulated_llm.request import ChatRequest

_EMPTY = (
    "学习的系统性和深入性还不够，联系实际不紧密。",
    "主动担当的意识有待增强，攻坚克难的劲头还不足。",
    "联系群众不够密切，服务意识还需进一步提高。",
    "制度执行还不够严格，监督检查的力度有待加大。",
)


def sloppy(request: ChatRequest) -> str:
    """An answer of stock phrases with true ids and true quotes."""
    return answer(request, _write, lambda _: "工作落实还不够到位")


def _write(name: str, note: str, place: int) -> list[Sentence]:
    return [fact(_EMPTY[place % len(_EMPTY)], [name], note)]
