"""What the option parser says of a slip, in Chinese: it speaks English, in few sentences."""

import re

_SAID: tuple[tuple[str, str], ...] = (
    (
        r"Invalid value for (.+?): (?:Value error, )?'(.*)' is not one of (.+)",
        r"\1 不能是 \2，只能是 \3",
    ),
    (r"Invalid value for (.+?): Input should be a valid (?:integer|number).*", r"\1 应当是数字"),
    (
        r"Invalid value for (.+?): Input should be (?:greater|less) than .*",
        r"\1 的数不在许可范围内",
    ),
    (r"Invalid value for (.+?): Input should be a valid boolean.*", r"\1 后面不跟值"),
    (r"Invalid value for (.+?): .*", r"\1 的值不能用"),
    (r"Missing (?:argument|parameter) (.+)", r"缺少参数 \1"),
    (r"Missing option (.+)", r"缺少选项 \1"),
    (r"No such option: (\S+) \(Possible options: (.+)\)", r"没有选项 \1，是不是 \2"),
    (r"No such option: (\S+) Did you mean (.+?)\??", r"没有选项 \1，是不是 \2"),
    (r"No such option: (.+)", r"没有选项 \1"),
    (r"No such command '?(.+?)'?\. Did you mean (.+?)\??", r"没有命令 \1，是不是 \2"),
    (r"No such command (.+)", r"没有命令 \1"),
    (r"Option (.+) requires an argument", r"\1 后面要跟一个值"),
    (r"Option (.+) does not take a value", r"\1 后面不跟值"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", r"多出了参数 \1"),
)
_OTHER = "写法认不出"


def in_chinese(message: str) -> str:
    """``message`` of the option parser as a Chinese reader is told it, on one line."""
    said = " ".join(message.split()).rstrip(".")
    for english, chinese in _SAID:
        if match := re.fullmatch(english, said):
            return match.expand(chinese).replace("', '", "、").replace("'", "")
    return said if not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", said) else _OTHER
