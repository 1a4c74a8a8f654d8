"""The answers to the prompt that writes one paper's page, in each behaviour's own manner."""

import json
import re
from collections.abc import Callable
from typing import Any

from tests.simulated_llm.behaviours.copying import stolen_sentences
from tests.simulated_llm.behaviours.lying import LIES
from tests.simulated_llm.behaviours.malicious import ESCAPES
from tests.simulated_llm.request import ChatRequest
from tests.simulated_llm.server import Behaviour

Line = tuple[str, str, str, str]
"""Number, part, status and text of one line of the prompt."""
Written = list[dict[str, Any]]
_LINE = re.compile(r'<line id="(\d+)" part="([^"]*)" status="([^"]*)">(.*?)</line>', re.DOTALL)
_ROOM = 120
_EMPTY = (
    "问题查摆得比较深刻，剖析到位，整改有力。",
    "学习还不够深入，联系实际还不够紧密。",
    "总体情况较好，仍需久久为功。",
)


def with_pages(behaviours: dict[str, Behaviour]) -> dict[str, Behaviour]:
    """The behaviours, each able to answer the page prompt too."""
    return {name: _also(name, behaviour) for name, behaviour in behaviours.items()}


def _also(name: str, behaviour: Behaviour) -> Behaviour:
    def answered(request: ChatRequest) -> str:
        if request.shape != "PageAnswer":
            return behaviour(request)
        lines: list[Line] = _LINE.findall(request.prompt)
        return json.dumps({"sentences": _WAYS[name](lines, request)}, ensure_ascii=False)

    return answered


def _said(text: str, *numbers: int) -> dict[str, Any]:
    return {"text": text, "lines": list(numbers)}


def _honest(lines: list[Line], _: ChatRequest) -> Written:
    """Joins neighbours of one part and status, as far as a sentence has room."""
    made: Written = []
    rest = [(int(number), part, status, text) for number, part, status, text in lines]
    while rest:
        number, part, status, text = rest.pop(0)
        numbers = [number]
        alone = part == "questions"
        while not alone and rest and rest[0][1:3] == (part, status) and len(numbers) < 3:
            if len(text) + len(rest[0][3]) > _ROOM:
                break
            text = f"{text.rstrip('。；')}；{rest[0][3]}"
            numbers.append(rest.pop(0)[0])
        made.append(_said(text, *numbers))
    return made


def _lying(lines: list[Line], _: ChatRequest) -> Written:
    made: Written = []
    for place, (number, _part, status, text) in enumerate(lines):
        lie, at = LIES[place % len(LIES)], int(number)
        turned = text.replace("没有", "").replace("未", "已").replace("不够", "很")
        ways = (
            f"{text.rstrip('。')}，{lie}。",
            f"{lie}。",
            f"上次承诺的事已经全部完成，{text[:20]}。",
            f"{text[:30]}，今年的材料没有说到。",
            turned if turned != text else f"{lie}，是否属实？",
        )
        made.append(_said(ways[place % len(ways)], at))
        made.append(_said(f"{text}{lie}是怎么回事？", at))
        made.append(_said(text, 9999))
        made.append(_said(text))
        if status:
            made.append(_said(f"{text[:40]}，今年已经办结，全部做到。", at))
    return made


def _copying(lines: list[Line], _: ChatRequest) -> Written:
    stolen = stolen_sentences()
    return [_said(stolen[n * 7 % len(stolen)], int(line[0])) for n, line in enumerate(lines)]


def _malicious(lines: list[Line], request: ChatRequest) -> Written:
    told = request.messages[0][:80]
    return [
        _said(ESCAPES[place % len(ESCAPES)].format(note=text, prompt=told), int(number))
        for place, (number, _, _, text) in enumerate(lines)
    ]


def _sloppy(lines: list[Line], _: ChatRequest) -> Written:
    """Empty words on true numbers, and everything thrown together."""
    every = [int(line[0]) for line in lines]
    made = [_said(_EMPTY[n % len(_EMPTY)], number) for n, number in enumerate(every)]
    return [*made, _said("；".join(line[3][:10] for line in lines), *every)]


_WAYS: dict[str, Callable[[list[Line], ChatRequest], Written]] = {
    "honest": _honest,
    "lying": _lying,
    "copying": _copying,
    "malicious": _malicious,
    "sloppy": _sloppy,
}
