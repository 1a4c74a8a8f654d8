"""A draft with everything that may stand in one, for the tests of what is written from it."""

from service.drafts import Draft, Usage
from service.flags import Evidence, Flag
from service.notes import Coverage, Note, Personal
from service.paper import Chapter, Item, Paper, Section, Sentence
from service.typeset import typeset

UNIT = "白鹭县档案局党组"
ASPECT = "带头强化政治忠诚、提高政治能力"
CLUE = "举报：有人在库房改造里收了施工方的好处"
FORMULA = '=HYPERLINK("http://example.org","点我")'
ASK = "【待补：是哪一次学习，谁主讲】"
ASK_HOW = "【待补：具体做什么、做到什么程度】"
BAD_CHARACTERS = "目录\x0b有\x01误"


def _fact(text: str, *notes: str) -> Sentence:
    return Sentence(text=text, kind="fact", notes=notes, quote=text)


def _asked(text: str) -> Sentence:
    return Sentence(text=text, kind="question")


def paper() -> Paper:
    problems = (
        Item(
            id="p1",
            role="problem",
            text="",
            headline="学习中“念完就散”的问题需要正视",
            sentences=(_fact("全年研讨12次，其中5次没有发言记录。", "1"), _asked(ASK)),
        ),
        Item(
            id="p2",
            role="problem",
            text="",
            headline="查档窗口让群众多跑路",
            sentences=(_fact(f"{BAD_CHARACTERS}，3.5万卷没有扫描。", "2"),),
        ),
    )
    measures = (
        Item(
            id="m1",
            role="measure",
            text="",
            headline="逐项解决学习中“念完就散”的问题",
            links=("p1",),
            sentences=(
                _fact("有同志建议每次定一名主讲。", "1"),
                _asked(ASK_HOW),
                _asked("【待补：责任人】"),
                _asked("【待补：完成时限】"),
            ),
        ),
        Item(
            id="m2",
            role="measure",
            text="",
            headline="扫描库存档案",
            links=("p2",),
            owner="办公室主任",
            deadline="2026年9月底",
            sentences=(_fact("先扫利用最多的婚姻档案。", "2"),),
        ),
    )
    preface = Item(
        id="o1",
        role="other",
        text="",
        sentences=(_fact("2025年共征求意见6条。"), _asked("【待补：谈心几次】")),
    )
    return Paper(
        kind="team-2025",
        title="白鹭县档案局党组领导班子2025年度民主生活会对照检查材料",
        unit=UNIT,
        year=2025,
        chapters=(
            Chapter(role="preface", sections=(Section(items=(preface,)),)),
            Chapter(
                role="problems",
                title="存在的主要问题",
                sections=(Section(aspect=ASPECT, title=ASPECT, items=problems),),
            ),
            Chapter(
                role="measures",
                title="下一步努力方向和整改措施",
                sections=(Section(aspect=ASPECT, title=ASPECT, items=measures),),
            ),
        ),
    )


def notes() -> tuple[Note, ...]:
    phone = "找老魏要钥匙，电话13800000000才开门"
    return (
        Note(
            id="1", source_id="1", text="学习念完就散", source="座谈会", aspect=ASPECT, theme="学习"
        ),
        Note(
            id="2",
            source_id="2",
            text=FORMULA,
            source="问卷",
            aspect=ASPECT,
            theme="流程",
            group="G01",
        ),
        Note(id="3", source_id="3", text=CLUE, source="意见箱", route="clue"),
        Note(id="4", source_id="4", text="无", source="问卷", empty=True),
        Note(
            id="5",
            source_id="5",
            text=phone,
            source="问卷",
            personal=(
                Personal(kind="name", start=1, end=3),
                Personal(kind="phone", start=9, end=20),
            ),
        ),
        Note(id="6", source_id="6", text="编制太少", source="函", route="beyond"),
    )


def draft() -> Draft:
    placed, text = typeset(paper())
    return Draft(
        paper=placed,
        text=text,
        flags=tuple(flags(text)),
        notes=notes(),
        usage=Usage(),
        coverage=(
            Coverage(note="1", status="reflected", items=("p1", "m1")),
            Coverage(note="2", status="partly", items=("p2",)),
            Coverage(note="3", status="set_aside", reason="举报性质，另行移交"),
            Coverage(note="4", status="set_aside", reason="没有实质内容"),
            Coverage(note="5", status="missing"),
            Coverage(note="6", status="set_aside", reason="超出本单位权限"),
        ),
    )


def flags(text: str) -> list[Flag]:
    phrases = [
        "档案局党组领导班子2025年度",
        "一、存在的主要问题",
        ASK,
        "5次",
        "3.5万卷",
        "扫描库存",
    ]
    found = []
    for number, phrase in enumerate(phrases, 1):
        start = text.index(phrase)
        evidence = (Evidence(source="意见2", quote="有依据的话" * 20),)
        found.append(
            Flag(
                id=f"K{number:04d}",
                rule="fact.unsupported",
                level="error" if number == 4 else "warning",
                start=start,
                end=start + len(phrase),
                text=phrase,
                message=f"“{phrase}”在意见里没有查到",
                ask="出自哪里？",
                evidence=evidence,
            )
        )
    return found
