"""What must never reach a paper from a note or a model: links, code, marks, instructions."""

import re

from service.language.normal import visible

_LINK = re.compile(
    r"https?\s*[:：]|www\.|[/／]{2}[\w-]+[.．]|\b[a-z0-9-]+\.(?:com|cn|net|org|top|xyz|info|io)\b|\w+@\w+\.\w+",
    re.I,
)
_CODE = re.compile(
    r"[<＜][/／]?[a-zA-Z!][^>＞]*[>＞]?|[a-zA-Z/\"'][>＞]|javascript[:：]|&#?\w+;|\{\{|\}\}|\{%|\$\{",
    re.I,
)
_MARKDOWN = re.compile(r"\*\*|__|```|`|\]\(|^\s*(?:#{1,6}\s|[-*+]\s|>\s|\d+\.\s)|\|\s*-{3}", re.M)
_INSTRUCTION = re.compile(
    r"(?:忽略|无视|忘记|忘掉|不要理会|跳过)[^。；]{0,4}(?:以上|之前|上面|前面|上述|此前|先前|原来|所有|全部|一切)"
    r"[^。；]{0,8}(?:指令|指示|要求|规则|提示|设定|说明|内容|约束)"
    r"|(?:系统|开发者)\s*(?:提示词|指令|消息)|提示词|你(?:现在)?是一?[个名位]?(?:AI|人工智能|助手|模型)"
    r"|(?:作为|身为)一?[个名位]?(?:AI|人工智能|语言模型|智能助手)"
    r"|(?:在|于)(?:报告|材料|稿子|稿|正文|文)中?里?(?:写上|写明|注明|声明|输出)"
    r"|ignore\s+(?:all|any|the|previous|above)|system\s*prompt|assistant\s*[:：]|</?(?:notes?|system)\b",
    re.I,
)
_ENCODED = re.compile(
    r"[A-Za-z0-9+/]{40,}={0,2}|(?=\d{0,60}[a-f])(?:[0-9a-f]{2}){20,}|(?:%[0-9a-f]{2}){6,}", re.I
)
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SOLICITATION = re.compile(r"请(?:点击|扫码|访问|转账|加微信|下载)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def instructs(text: str) -> bool:
    """Whether ``text`` speaks to a machine instead of about the unit's work."""
    # What is turned around, or packed so that only a machine reads it, was not said by a person.
    disguised = _TURNED.search(text) or _ENCODED.search(text)
    return bool(disguised or _INSTRUCTION.search(visible(text)))


def unsafe(text: str) -> str:
    """Why ``text`` may not stand in a paper, in Chinese; empty when it may."""
    for pattern, reason in (
        (_CONTROL, "含有不可见的控制字符"),
        (_LINK, "含有网址或邮箱"),
        (_CODE, "含有代码或网页标记"),
        (_INSTRUCTION, "含有指令性文字"),
        (_ENCODED, "含有编码的文字"),
        (_SOLICITATION, "含有诱导点击或转账的文字"),
        (_MARKDOWN, "含有排版标记"),
    ):
        if pattern.search(text):
            return reason
    return "含有不可见的字符" if visible(text) != text else ""
