"""What people are told that a rule's list holds: its name in the card is for overlays only."""

_PROGRAMS_OWN = frozenset({"kinds", "reporting", "roles"})
"""Lists of the program's own words, to which nobody can add a word of theirs."""
_FAULTS = "说到毛病、不足的词语"
_COUNTED = {
    "cover.last-year": "写明上年查摆几项、完成几项的说法",
    "tone.achievement": "带数字的成绩",
}
_CUES = {
    "measure.no-deadline": "写明时限的说法",
    "measure.no-owner": "写明责任人的说法",
}
_PATTERNS = {
    "left.placeholder": "占位符的写法",
    "left.scrape": "从网上抄来的痕迹",
}
_FAULT_LISTS = dict.fromkeys(
    ("tone.achievement", "tone.blames-below", "tone.hope-as-criticism"), _FAULTS
)
_PRAISE = {
    "tone.achievement": "摆成绩的说法",
    "tone.hope-as-criticism": "表扬人的词语",
}
_OF_SEVERAL = {
    "counted": _COUNTED,
    "cues": _CUES,
    "patterns": _PATTERNS,
    "faults": _FAULT_LISTS,
    "praise": _PRAISE,
}
_OF_ONE = {
    "another_time": "说的是别的年份的词语",
    "of_others": "说的不是本次、本单位的词语",
    "own_counts": "数的可能是意见或问题本身的词语",
    "lists": "台账式列项的开头",
    "admits": "承认仍有差距的说法",
    "transitions": "只起过渡作用的句子",
    "example_marks": "引出例子的词语",
    "vague": "算作空泛的毛病",
    "others_rightly": "可以提到别的单位的说法",
    "history": "说的是往年旧事的词语",
    "campaign_current": "说主题活动正在开展的词语",
    "campaign_past": "说主题活动已经过去的词语",
    "reasons": "讲原因的词语",
    "recurring": "经常做、不必写时限的说法",
    "slogans": "口号式的词语",
    "actions": "具体做法的词语",
    "studied": "说学习的词语",
    "not_yet": "说会议还没有开的词语",
    "other_day": "日期说的是别的事的词语",
    "connecting": "不算雷同的套语",
    "orders": "向模型发号施令的说法",
    "hidden": "看不见的字符",
    "unreal": "说的是打算而不是成绩的词语",
    "others_of_team": "班子材料里指下级和群众的说法",
    "others_of_one": "个人材料里指别人的说法",
    "below": "指下级和基层的说法",
    "suffers": "下级有困难而不是有毛病的说法",
    "settings": "交代情形的开头",
    "judged": "评判别人的说法",
    "own_of_team": "说到班子自己的说法",
    "owed_by_team": "班子该做而没有做的说法",
    "own_of_one": "说到本人的说法",
    "trade": "业务上的名目",
    "shortfalls": "说短缺、落后的词语",
    "landings": "落到思想和责任上的词语",
    "wishes": "提希望的说法",
    "oughts": "提建议的说法",
    "others": "转述别人意见的词语",
    "objective": "客观原因的说法",
    "subjective": "主观原因的词语",
    "own": "说到自己的词语",
    "chief": "点明主要原因的说法",
    "exact": "固定提法",
    "variants": "与固定提法相近但不算写错的提法",
    "fixed": "各项固定、一项也不能换的提法",
    "sets": "成组的提法",
}


def for_people(name: str) -> bool:
    """Whether a list of that name takes words of people's own."""
    return name not in _PROGRAMS_OWN


def list_words(rule: str, name: str) -> str:
    """What the list of that name holds in that rule; the name itself where nobody said."""
    return _OF_SEVERAL.get(name, {}).get(rule) or _OF_ONE.get(name, name)
