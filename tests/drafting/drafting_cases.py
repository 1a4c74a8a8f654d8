"""Notes, kinds and snapshots that the drafting tests share: an invented unit, no real text."""

from service.drafting.snapshot import Snapshot
from service.kind import AspectSpec, ChapterSpec, Kind, Scope
from service.library import Passage
from service.notes import Note, Personal
from service.paper import ChapterRole

UNIT = "青岚县水利局党组"
TITLES = {
    "theory": "理论学习",
    "politics": "政治素质",
    "ability": "能力本领",
    "duty": "担当作为",
    "style": "工作作风",
    "integrity": "廉洁自律",
}
CHAPTERS: dict[Scope, tuple[tuple[ChapterRole, str], ...]] = {
    "team": (
        ("preface", ""),
        ("last_year", "上年度整改落实情况"),
        ("problems", "存在的主要问题"),
        ("cases", "反面典型案例剖析情况"),
        ("causes", "产生问题的原因分析"),
        ("measures", "下一步整改措施"),
    ),
    "branch": (
        ("preface", ""),
        ("problems", "存在的问题"),
        ("causes", "原因"),
        ("measures", "措施"),
    ),
    "individual": (
        ("preface", ""),
        ("problems", "存在的问题"),
        ("causes", "原因"),
        ("measures", "措施"),
    ),
    "plan": (("preface", ""), ("plan", "整改任务和措施"), ("requirements", "有关要求")),
}


def kind(scope: Scope = "team") -> Kind:
    return Kind(
        id=f"{scope}-2023",
        name="2023年度",
        scope=scope,
        year=2023,
        meeting="主题教育专题民主生活会",
        paper_name="整改方案" if scope == "plan" else "对照检查材料",
        aspects=tuple(AspectSpec(key=k, title=t, short=t) for k, t in TITLES.items()),
        chapters=tuple(ChapterSpec(role=r, title=t) for r, t in CHAPTERS[scope]),
        source="test",
    )


def note(ident: str, text: str, aspect: str = "style", theme: str = "作风", **more: object) -> Note:
    return Note.model_validate(
        {
            "id": ident,
            "source_id": ident,
            "text": text,
            "aspect": TITLES.get(aspect),
            "theme": theme,
            "source": "座谈会记录",
            **more,
        }
    )


NOTES = (
    note("n01", "中心组学习总是一个人念材料，念完就散会，没人发言", "theory", "学习", group="g1"),
    note("n02", "上半年6次中心组学习有4次是念文件", "theory", "学习", group="g1", source="意见箱"),
    note("n03", "学习就是照本宣科，建议每次留半小时讨论", "theory", "学习", group="g1"),
    note("n04", "学了治水新要求，可我们局的河道管护办法三年没修订", "theory", "学习"),
    note("n05", "支部的会议记录是年底一次补齐的", "politics", "支部建设", source="巡察反馈"),
    note("n06", "第二支部3月到5月没有开过支委会", "politics", "支部建设", source="巡察反馈"),
    note("n07", "无人机巡河买了两年，会操作的只有1个人", "ability", "培训"),
    note("n08", "防汛值班系统老是掉线，报了4次没人修", "ability", "信息化", source="线上问卷"),
    note("n09", "希望多请专家来讲讲水库调度", "ability", "培训", source="线上问卷"),
    note("n10", "石桥水闸除险项目拖了14个月还没开工，是不是怕担责任", "duty", "担当"),
    note("n11", "石桥水闸说了好几次要修，到现在没动静", "duty", "担当", source="意见箱"),
    note("n12", "去年民主生活会承诺6月底前建好的意见台账，到现在也没看到", "duty", "上年整改"),
    note(
        "n13",
        "领导到水管站就是转一圈拍个照，我来八年没跟分管领导说过话",
        "style",
        "调研",
        group="g2",
    ),
    note("n14", "下基层少，今年到过偏远的黄泥岭站只有1次", "style", "调研", group="g2"),
    note("n15", "一个旱情报表要报给三个科室，格式还不一样", "style", "会议文件"),
    note("n16", "食堂下班晚点就没饭了，抢险队员回来只能泡面", "style", "后勤"),
    note(
        "n17",
        "老周的爱人住院，单位没人去看过",
        "style",
        "群众诉求",
        personal=(Personal(kind="family", start=0, end=7),),
    ),
    note("n18", "差旅报销要跑5个签字，一般得20天", "style", "流程"),
    note("n19", "河砂拍卖的评标专家总是那几个，建议公开名单", "integrity", "廉政"),
    note("n20", "重点岗位9年没轮岗", "integrity", "廉政", source="巡察反馈"),
    note("n21", "无", "none", "", empty=True),
    note("n22", "张某某收了砂石老板两箱酒，请查", "integrity", "廉政", route="clue"),
    note(
        "n23",
        "编制太少了，希望增加10个编制",
        "style",
        "人才",
        route="beyond",
        reason="编制由上级核定",
    ),
)


def passage(text: str, headline: str = "", use: str = "own-past", year: int = 2022) -> Passage:
    return Passage.model_validate(
        {
            "id": headline or text[:8],
            "text": text,
            "headline": headline,
            "use": use,
            "year": year,
            "role": "problem",
        }
    )


LAST_YEAR = (
    passage(
        "一是调查研究不够深入。全年到基层水管站调研的次数偏少，解决实际困难的办法不多。",
        "调查研究不够深入",
    ),
)


def snapshot(scope: Scope = "team", notes: tuple[Note, ...] = NOTES, **more: object) -> Snapshot:
    return Snapshot.model_validate(
        {
            "kind": kind(scope),
            "unit": UNIT,
            "year": 2023,
            "notes": notes,
            "last_year": LAST_YEAR,
            **more,
        }
    )
