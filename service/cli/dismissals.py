"""``duizhao dismissals``: flags that a person settled, remembered for the unit."""

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from service.bootstrap import House
from service.cli.house import open_house, opened_and_held
from service.cli.output import Format, say, show_json, show_table
from service.errors import BadInput
from service.flags import CheckedFile, Dismissal, Flag
from service.scope import Scope
from service.store.kept import KeptDismissal
from service.value import Value

if TYPE_CHECKING:
    from service.present.read_back import ReadBack

app = typer.Typer(
    help="忽略记录：核过、不必再改的提示，同一句不再提示。",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_UNIT = typer.Option(..., "--unit", help="单位全称。")


class DismissalList(Value):
    """A unit's dismissals, for JSON."""

    unit: str
    dismissals: tuple[KeptDismissal, ...] = ()


@app.command("add")
def add(
    file: Path = typer.Argument(help="材料；或 check --format json 的结果（.json）。"),
    unit: str = _UNIT,
    reason: str = typer.Option(..., "--reason", help="为什么不必改。"),
    flag: str | None = typer.Option(None, "--flag", help="提示编号，如 K0003。"),
    rule: str | None = typer.Option(None, "--rule", help="规则标识，与 --text 一起用。"),
    text: str | None = typer.Option(None, "--text", help="被标出的原文，可以只写一部分。"),
    who: str | None = typer.Option(None, "--who", help="谁核的；不给则取系统登录名。"),
    kind: str | None = typer.Option(None, "--kind", help="核对时给的文种标识。"),
    year: int | None = typer.Option(None, "--year", help="核对时给的年度。"),
    notes: Path | None = typer.Option(None, "--notes", help="核对时给的意见文件。"),
    against: list[Path] = typer.Option([], "--against", help="核对时给的其他材料。"),
) -> None:
    """忽略一条提示，写明理由；句子改了会重新提示。"""
    from service.pipelines.dismissing import checked_before, dismissal

    unit = named_unit(unit)
    with open_house() as house:
        if file.suffix.lower() == ".json":
            checked = checked_before(file)
        else:
            checked = _checked(house, file, unit, kind, year, notes, against)
        found = _chosen(checked, flag, rule, text)
        word = dismissal(found, unit=unit, reason=reason, who=who_says(who))
        kept = house.office.dismissals.add(*_acting(house, unit), word)
    say(f"已记为第{kept.number}条：{found.id} {found.rule} {_phrase(found)}，同一句今后不再提示")
    say(f"记错了可撤销：duizhao dismissals remove --unit {unit} {kept.number}")


@app.command("list")
def list_dismissals(
    unit: str = _UNIT,
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
) -> None:
    """列出一个单位的忽略记录。"""
    kept = _kept(named_unit(unit))
    if form is Format.JSON:
        show_json(DismissalList(unit=unit, dismissals=kept))
        return
    rows = [
        (str(d.number), d.rule, d.text[:40], d.reason, d.who, f"{d.when.astimezone():%Y-%m-%d}")
        for d in kept
    ]
    show_table(f"{unit}的忽略记录", ("序号", "规则", "原文", "理由", "谁核的", "日期"), rows)


@app.command("remove")
def remove(
    number: int = typer.Argument(help="list 里的序号。"),
    unit: str = _UNIT,
) -> None:
    """撤销一条忽略记录，以后照常提示。"""
    unit = named_unit(unit)
    gone = None
    with open_house() as house:
        if house.dismissals_of(unit):
            gone = house.office.dismissals.remove(*_acting(house, unit), number)
    if gone is None:
        raise BadInput(f"{unit}没有第{number}条忽略记录；用 duizhao dismissals list 查看")
    phrase = f"“{gone.text[:40]}”" if gone.text else ""
    say(f"已撤销第{number}条：{gone.rule}{phrase}")


@app.command("export")
def export(
    unit: str = _UNIT,
    out: Path = typer.Option(..., "--out", help="存为 .jsonl，一行一条。"),
) -> None:
    """把一个单位的忽略记录存成文件。"""
    from service.cli.output import writable
    from service.pipelines.dismissing import to_lines

    kept = _kept(named_unit(unit))
    writable(out, ".jsonl").write_text(to_lines(kept), encoding="utf-8")
    say(f"忽略记录{len(kept)}条已写入 {out}")


@app.command("import")
def import_lines(
    file: Path = typer.Argument(help="export 存的 .jsonl。"),
    unit: str = typer.Option("", "--unit", help="记到哪个单位；不给则按文件里写的单位。"),
) -> None:
    """并入一个文件里的忽略记录，已有的不重复记。"""
    from service.pipelines.dismissing import read_lines, strangers

    found = read_lines(file, unit.strip())
    if not found:
        say(f"{file.name} 里没有忽略记录")
        return
    target = unit.strip() or found[0].unit
    with open_house() as house:
        added = house.office.dismissals.add_all(*_acting(house, target), found)
    for other, count in strangers(found, target).items():
        say(f"其中{count}条原属“{other}”，按 --unit 记到“{target}”")
    say(f"并入“{target}”：新增{added}条，已有{len(found) - added}条")


def named_unit(unit: str) -> str:
    """The unit as typed. Raises BadInput for none."""
    if not unit.strip():
        raise BadInput("请用 --unit 写明单位全称")
    return unit.strip()


def who_says(who: str | None) -> str:
    """Who dismisses: as given, else the login name. Raises BadInput where there is neither."""
    if who is not None:
        return who
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise BadInput("取不到系统登录名，请用 --who 写明是谁核的") from error


def remember(
    sent: Path,
    returned: Path,
    comments: Sequence["ReadBack"],
    *,
    unit: str,
    who: str | None,
    kind: str | None,
    year: int | None,
    notes: Path | None,
    against: list[Path],
) -> None:
    """Keeps what a person answered in Word as dismissals of the unit, and says how many. The
    options are those of the check that wrote ``sent``."""
    from service.pipelines.dismissing import from_word

    unit = named_unit(unit)
    with open_house() as house:
        before, after = (
            _checked(house, file, unit, kind, year, notes, against) for file in (sent, returned)
        )
        found = from_word(before, after, comments, unit=unit, who=who_says(who))
        added = (
            house.office.dismissals.add_all(*_acting(house, unit), found.dismissals)
            if found.dismissals
            else 0
        )
    known = len(found.dismissals) - added
    say(f"按批注的回复记下忽略{added}条" + (f"，另有{known}条早已记下" if known else ""))
    for line in found.left:
        say(f"没有记下 {line}")


def say_settled(checked: Sequence[CheckedFile]) -> None:
    """One line about what was dismissed, and one about dismissals that met nothing."""
    dismissed = sum(len(entry.dismissed) for entry in checked)
    if dismissed:
        say(f"另有{dismissed}条提示已由人忽略，不再列出；见 --format json 的 dismissed")
    # With several papers, one that another paper uses is in use.
    unused = [d for d in (checked[0].unused if checked else ()) if _everywhere(d, checked)]
    if unused:
        rules = "、".join(sorted({d.rule for d in unused}))
        say(
            f"{unused[0].unit}有{len(unused)}条忽略记录这次没有用上（{rules}），"
            "多半是句子已改；可用 duizhao dismissals list 查看、remove 清理"
        )


def _everywhere(dismissal: Dismissal, checked: Sequence[CheckedFile]) -> bool:
    return all(dismissal in entry.unused for entry in checked)


def _kept(unit: str) -> tuple[KeptDismissal, ...]:
    with open_house() as house:
        return house.dismissals_of(unit)


def _checked(
    house: House,
    file: Path,
    unit: str,
    kind: str | None,
    year: int | None,
    notes: Path | None,
    against: list[Path],
) -> CheckedFile:
    """The paper checked as ``duizhao check --unit`` does, without the library's lock."""
    from service.pipelines.checking import check_paper

    opened, held = opened_and_held(
        house, file, unit=unit, kind=kind, year=year, notes=notes, against=against
    )
    return check_paper(opened, held, house.cards_for(unit), house.dismissals_of(unit))


def _chosen(checked: CheckedFile, flag: str | None, rule: str | None, text: str | None) -> Flag:
    from service.pipelines.dismissing import flag_named, flag_saying

    if flag is None:
        if not (rule and text):
            raise BadInput("请用 --flag 写明提示编号，或用 --rule 和 --text 写明规则和原文")
        return flag_saying(checked, rule, text)
    found = flag_named(checked, flag)
    if (rule and found.rule != rule) or (text and text not in (found.text or found.message)):
        raise BadInput(f"{found.id} 是 {found.rule} {_phrase(found)}，与 --rule 或 --text 不符")
    return found


def _phrase(flag: Flag) -> str:
    said = flag.text or flag.message
    short = said if len(said) <= 40 else said[:40] + "…"
    return f"“{short}”"


def _acting(house: House, name: str) -> tuple[Scope, str]:
    """The scope of local work for a unit, and the unit's id."""
    scope, unit = house.acting_for(name)
    return scope, unit.id
