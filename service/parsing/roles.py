"""Chapter roles from their titles. The order of the table decides where two would do."""

import re

from service.paper import ChapterRole

_LAST = r"(?:上一?(?:年度?|次|轮|个?年度)|去年|以往|往年|20\d\d年度?.{0,12}(?:民主|组织)生活会)"
_ROLES: tuple[tuple[ChapterRole, tuple[str, ...]], ...] = (
    (
        "preface",
        (r"^(?:前言|引言|导语|会前准备|前期准备|准备工作)", r"^(?:班子|个人|支部)?基本情况"),
    ),
    (
        "last_year",
        (
            rf"{_LAST}.{{0,30}}(?:整改|落实|完成)",
            r"整改.{0,16}(?:落实|完成|进展|整治)?情况$",
            r"整改(?:任务|措施|事项|问题)?落实",
        ),
    ),
    ("cases", (r"案例|以案(?:为鉴|促改)",)),
    # 存在问题及原因分析: the problems are its points, the causes stand under labels.
    ("problems", (r"(?:问题|不足|差距).{0,2}(?:及|和|与|、).{0,8}(?:原因|根源|成因|剖析)",)),
    (
        "causes",
        (r"原因|根源|成因", r"(?:思想|党性|深刻|深层次?|问题)(?:剖析|分析)", r"剖析(?:材料)?$"),
    ),
    (
        "requirements",
        (
            r"(?:有关|工作|相关|几点|几项|整改|实施|落实|纪律)要求$",
            r"组织(?:领导|保障|实施|保证)",
            r"(?:保障|保证)措施|^要求$",
        ),
    ),
    (
        "other",
        (
            r"^(?:指导思想|总体要求|总体目标)",
            r"^(?:基本|工作|整改|主要)(?:原则|目标)$",
            r"^(?:整改|完成)时[限间]",
        ),
    ),
    (
        "measures",
        (
            r"措施|努力方向|整改方向|改进方向|下一?步|今后|打算|整改$",
            r"整改(?:任务|打算|思路|方案|承诺|内容)|改进(?:意见|办法|思路)",
        ),
    ),
    (
        "problems",
        (r"问题|不足|差距|短板|查摆|检视|对照检视", r"对照检查(?:的?(?:情况|内容))?$"),
    ),
)
_PATTERNS = tuple((role, re.compile("|".join(forms))) for role, forms in _ROLES)
_ACTIONLESS = re.compile(
    r"(?:指导思想|总体(?:要求|目标|思路)|基本(?:原则|要求)|整改时[限间]|组织(?:领导|保障)"
    r"|(?:工作|整改|主要)?(?:目标|原则)(?:要求|任务)?|工作要求|有关要求)"
)
_BARE = re.compile(r"[^。；;！!？?，,：:]{2,24}")
_PROBLEM = re.compile(
    r"(?!.*(?:解决|整改|纠正|破解|防止|杜绝|避免|克服)).{5,}问题|(?:关于|针对)[^，,]{3,}问题"
)
_WHO = r"(?:个人|班子|支部|党组|党委|领导班子)?"
_BARE_TITLES = re.compile(
    "|".join(
        (
            rf"{_WHO}(?:存在|查摆|检视)?[出到]?的?(?:主要|突出|具体)?的?(?:问题|不足|差距)"
            r"(?:[和与及](?:不足|差距|问题))?",
            r"(?:产生|存在)?(?:上述)?(?:问题)?(?:产生)?的?(?:主要)?(?:原因|根源)(?:分析|剖析)?",
            r"原因[和及]根源剖析",
            r"(?:下一?步|今后)?的?(?:整改|改进)?(?:措施|方向|打算)?[和与及]?"
            r"(?:努力方向|(?:整改|改进)措施|整改方向|工作打算|打算)",
            r"(?:反面)?典型案例(?:剖析)?(?:情况)?",
            r"上一?年度?.{0,14}整改.{0,6}情况",
            r"有关要求|工作要求|组织(?:领导|保障)",
        )
    )
)


def role_of(title: str) -> ChapterRole | None:
    """The role that a chapter title names, None when it names none."""
    return next((role for role, pattern in _PATTERNS if pattern.search(title)), None)


def bare_role(text: str) -> ChapterRole | None:
    """The role of an unnumbered line that is a chapter title and nothing else."""
    return role_of(text) if _BARE.fullmatch(text) and _BARE_TITLES.fullmatch(text) else None


def states_problem(title: str) -> bool:
    """Whether a heading in a plan is itself a problem: 关于学习不系统的问题.

    逐项解决…的问题 ends alike and is a measure.
    """
    return bool(_PROBLEM.fullmatch(title)) and not bare_role(title)


def asks_no_action(title: str) -> bool:
    """Whether a heading among measures names no measure: 基本原则, 整改目标, 组织领导."""
    return bool(_ACTIONLESS.fullmatch(title))
