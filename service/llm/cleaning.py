"""From what a model said to the JSON it meant: thinking and code fences taken off."""

import re

_THINKING = re.compile(r"<think>.*?</think>", re.DOTALL)
# Some servers swallow the opening mark and send only the closing one.
_THINKING_TAIL = re.compile(r"^.*?</think>", re.DOTALL)
_FENCE = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)


def json_part(answer: str) -> str:
    """The outermost ``{…}`` of ``answer``, or the stripped answer where there is none."""
    text = _THINKING_TAIL.sub("", _THINKING.sub("", answer)).strip()
    fenced = _FENCE.search(text)
    if fenced:
        text = fenced.group(1).strip()
    first, last = text.find("{"), text.rfind("}")
    return text[first : last + 1] if 0 <= first < last else text
