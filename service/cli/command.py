"""One command of ``duizhao``, from its arguments to its exit code.

Exit code 0, 1 when ``--fail-on`` is met, 2 for bad use or bad input with one clear line, 3 for a
fault of ours, whose traceback goes to a file and never to the user.
"""

import traceback
from pathlib import Path

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from service.cli.app import app
from service.cli.output import fail
from service.cli.wrong_use import in_chinese
from service.errors import DuizhaoError

_FAULT_LOG = Path("duizhao-error.log")


def run(arguments: list[str]) -> int:
    """Runs one command and returns its exit code."""
    try:
        result = get_command(app).main(arguments, prog_name="duizhao", standalone_mode=False)
    except TyperException as error:
        fail(f"命令用法不对：{in_chinese(error.format_message())}。用 duizhao --help 查看用法")
        return 2
    except DuizhaoError as error:
        fail(str(error))
        return 2
    except (KeyboardInterrupt, typer.Abort):
        fail("已中断")
        return 130
    except BrokenPipeError:
        return 0
    except Exception as error:  # noqa: BLE001 - the last edge: a user must never see a traceback
        return _fault(error)
    return result if isinstance(result, int) else 0


def _fault(error: Exception) -> int:
    trace = "".join(traceback.format_exception(error))
    try:
        _FAULT_LOG.write_text(trace, encoding="utf-8")
        where = f"详情已写入 {_FAULT_LOG.resolve()}"
    except OSError:
        where = "详情写不进当前文件夹，请换个文件夹再运行一次"
    fail(f"程序出错（{type(error).__name__}），{where}，请交给维护人员")
    return 3
