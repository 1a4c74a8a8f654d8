"""Where things are printed, and how."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from service.errors import BadInput
from service.notes import Note
from service.present.safe import printable
from service.value import Value

_MESSAGES = Console(stderr=True, highlight=False, soft_wrap=True)
_BAD_USE = 2
_WIDE = 120
"""Columns of a table that goes into a pipe or file, where there is no terminal to measure."""


class Format(StrEnum):
    """How a result is printed."""

    TABLE = "table"
    JSON = "json"


def say(message: str) -> None:
    """A message to the person, on stderr."""
    _MESSAGES.print(printable(message), markup=False)


def fail(message: str) -> None:
    """Why nothing came of it, on stderr, as one line."""
    line = "错误：" + " ".join(printable(message).split())
    _MESSAGES.print(line, markup=False, style="red")


def absent_fails(paths: Sequence[Path]) -> None:
    """Ends the command with exit code 2 where some of the paths a person typed do not exist: what
    was done for the others stands, and nobody takes it for everything."""
    absent = [str(path) for path in paths if not path.exists()]
    if absent:
        fail(f"找不到 {'、'.join(absent)}，请检查路径；其余的已处理")
        raise typer.Exit(_BAD_USE)


def show(text: str) -> None:
    """A result on stdout, exactly as given."""
    sys.stdout.write(text + "\n")


def show_json(value: Value) -> None:
    """A value as JSON on stdout."""
    show(value.to_json(indent=2))


def show_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table on stdout; long cells wrap."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE)
    table = Table(title=Text(printable(title)), title_justify="left", show_lines=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        # As Text: in a plain string the square brackets of a note would be markup.
        table.add_row(*(Text(printable(cell)) for cell in row))
    console.print(table)


@contextmanager
def progress(label: str) -> Iterator["Step"]:
    """A bar on stderr; in a pipe, one line a step would be noise, so only the end is said."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=_MESSAGES, transient=True) as bar:
        yield Step(bar, bar.add_task(label, total=None))


class Step:
    """Moves a progress bar."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar = bar
        self._task = task

    def __call__(self, done: int, total: int, name: str) -> None:
        """``done`` of ``total``, the last being ``name``."""
        self._bar.update(self._task, completed=done, total=total, description=name)


def writable(path: Path, suffix: str) -> Path:
    """``path`` if a file may be written there. Raises BadInput saying why not."""
    if path.suffix.lower() != suffix:
        raise BadInput(f"{path}：输出文件名应以 {suffix} 结尾")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab"):
            pass
    except OSError as error:
        raise BadInput(
            f"{path}：写不进去（{error.strerror}），请关闭已打开的文件或换个位置"
        ) from error
    if path.stat().st_size == 0:
        path.unlink()
    return path


COUNT_NAMES = {
    "lines": "原始意见",
    "lines_kept": "有内容的原始意见",
    "lines_empty": "无内容的原始意见",
    "notes": "拆分后",
    "empty": "无实质内容",
    "clue": "线索",
    "beyond": "超出权限",
    "draft": "写入材料",
    "groups": "归并组",
    "grouped": "归并的意见",
    "echoes": "附和他人的",
    "model_failed_batches": "模型未答的批次",
}


def counted(counts: Mapping[str, int]) -> str:
    """Counts as people call them."""
    return "，".join(f"{COUNT_NAMES.get(name, name)}{count}" for name, count in counts.items())


def hand_over(beside: Path, notes: Sequence[Note]) -> None:
    """Writes the clues among ``notes`` to a file of their own and says whom it is for."""
    from service.present.clues_sheet import clues_path, write_clues

    path = clues_path(beside)
    count = write_clues(path, notes)
    if count:
        say(f"举报性质的意见{count}条另存为 {path}，请只交纪检")
