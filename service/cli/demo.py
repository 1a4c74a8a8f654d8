"""``duizhao demo``."""

import asyncio
from pathlib import Path

import typer

from service.bootstrap import House
from service.cli.output import progress, say
from service.settings import load_settings


def demo(
    out: Path = typer.Option(Path("out"), "--out", help="结果放在哪个文件夹。"),
) -> None:
    """用自带的虚构样例走一遍：收资料、理意见、起草、核对、审阅。"""
    from service.pipelines.demo import UNIT, look_through, show
    from service.present.summary import summary_lines

    settings = load_settings().model_copy(update={"data_dir": out / "library", "database_url": ""})
    out.mkdir(parents=True, exist_ok=True)
    with House(settings) as house, progress("读取资料") as step:
        shown = asyncio.run(
            show(
                out,
                library=house.library_of(UNIT),
                kinds=house.kinds,
                model=house.model,
                cards=house.cards,
                deadline_s=settings.llm_deadline_s,
                say=say,
                step=step,
            )
        )
        say("四、像督导组那样审阅各单位最新一年的材料，与往年比对……")
        reviewed = look_through(
            out, house.kinds, house.reading_model, settings.llm_deadline_s, step
        )
    say("五、结果：")
    for heading, lines in summary_lines(shown.draft):
        say(f"  {heading}")
        for line in lines:
            say(f"    {line}")
    say("六、写出的文件：")
    for path in (*shown.files, *reviewed):
        say(f"  {path}")
    say(
        "下一步：用 Word 打开 draft.docx，先补标黄的【待补】，再逐条看批注；"
        "意见的去向见 notes.xlsx；审阅摘要见 review.docx，网页版 review.html 可点开每个数字；"
        "换成自己的意见：duizhao draft 意见.xlsx --kind team-2025 --unit 单位全称 --out 草稿.docx"
    )
