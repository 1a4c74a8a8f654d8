"""Our own words in a paper's page: frames around quotations, and nothing else.

They claim only what code has established: a frame of ``untold`` may stand in a line whose status
says so and in no other. What is between frames is quoted from the sources.
"""

from collections.abc import Mapping

from service.language.personal import SHOWN
from service.paper import ChapterRole
from service.reviews import DigestPart, PromiseStatus

COUNT = "（共{count}处）"
"""How many sources of the paper a line stands on, where it does not quote them all."""

LAST_MEASURE = "上次承诺"
LAST_PROBLEM = "上次查摆"
TOLD = "今年说"
TOLD_AGAIN = "今年又列为问题"
TOLD_PLANNED = "今年又列入措施"
UNTOLD = "今年的材料没有说到"
ONLY_COUNTED = "今年只报了总数，没有说到这一件"

NO_ANSWER = "全文未见回应"

NOT_COVERED = "没有对照"
NO_CHAPTER = "缺少这一部分"
BLANK = "空着没有填"
NO_MEASURE = "没有对应的整改措施"
NO_CAUSE = "没有分析原因"
NOBODY_AND_NO_DATE = "措施没有写明由谁负责、什么时候完成"
NOBODY = "措施没有写明由谁负责"
NO_DATE = "措施没有写明什么时候完成"
SKIRTED = "写了问题，没有一件可以核对的事"
ORPHAN = "看不出针对哪个问题"

CHAPTERS: Mapping[ChapterRole, str] = {
    "preface": "开头说明",
    "last_year": "上年度整改落实情况",
    "problems": "存在的问题",
    "cases": "典型案例剖析",
    "causes": "原因分析",
    "measures": "整改措施",
    "plan": "整改任务",
    "requirements": "有关要求",
}
"""What a chapter is called where the kind gives it no title."""

NOTE_ASKED = "这条意见材料里没有回应"
PROMISE_ASKED = "这件上次承诺的事，今年没有说到"
OPEN_ASKED = "这件上次承诺的事还没有了结"
REPEATED_ASKED = "这个问题上次已经查摆过"
ASPECT_ASKED = "这一方面没有查摆"
ASPECTS_ASKED = "这几方面没有查摆"
SKIRTED_ASKED = "这一方面写了问题，没有一件可以核对的事"
SKIRTEDS_ASKED = "这几方面都写了问题，没有一件可以核对的事"
PEER_ASKED = "这里与别的单位写得一样"
AGAIN_ASKED = "这里与本单位以前的材料写得一样"
MEASURES_ASKED = "这一组整改措施"
ABOUT = "关于"
NOTE_ASK = "为什么没有写进来，打算怎么答复，由谁去办？"
PROMISE_ASK = "办到了哪一步，拿什么来核对？"
OPEN_ASK = "卡在哪一步，谁负责，新的时限是哪一天？"
REPEATED_ASK = "当时定的措施做了哪些，为什么还在？"
ASPECT_ASK = "为什么没有查，对照这一方面的要求，最突出的是哪一件事？"
SKIRTED_ASK = "最能说明问题的是哪一件，什么时候、哪个环节、误了什么？"
SKIRTEDS_ASK = "每一方面最能说明问题的各是哪一件，什么时候、哪个环节、误了什么？"
PEER_ASK = "本单位的这个问题出在哪件事上，什么时候、哪个部门、是谁分管？"
AGAIN_ASK = "今年又发生了哪件事，当时定的措施为什么没有管住？"

FRAMES: Mapping[DigestPart, tuple[str, ...]] = {
    "owns_up": (),
    "concrete": (),
    "generic": (),
    "unanswered": (NO_ANSWER, *SHOWN),
    "promises": (LAST_MEASURE, LAST_PROBLEM),
    "missing": (
        NOT_COVERED,
        NO_CHAPTER,
        BLANK,
        NO_MEASURE,
        NO_CAUSE,
        NOBODY_AND_NO_DATE,
        NOBODY,
        NO_DATE,
        SKIRTED,
        ORPHAN,
        *CHAPTERS.values(),
    ),
    "questions": (
        NOTE_ASKED,
        PROMISE_ASKED,
        OPEN_ASKED,
        REPEATED_ASKED,
        ASPECT_ASKED,
        ASPECTS_ASKED,
        SKIRTED_ASKED,
        SKIRTEDS_ASKED,
        PEER_ASKED,
        AGAIN_ASKED,
        MEASURES_ASKED,
        ABOUT,
        NOTE_ASK,
        PROMISE_ASK,
        OPEN_ASK,
        REPEATED_ASK,
        ASPECT_ASK,
        SKIRTED_ASK,
        SKIRTEDS_ASK,
        PEER_ASK,
        AGAIN_ASK,
    ),
}
STATUS_FRAMES: Mapping[PromiseStatus, tuple[str, ...]] = {
    "done": (TOLD,),
    "open": (TOLD, TOLD_AGAIN, TOLD_PLANNED),
    "untold": (UNTOLD, ONLY_COUNTED),
}
