"""Old Word and WPS files (.doc, .wps): LibreOffice turns them into .docx, which is then read.

Its direct text export leaks deleted revisions and loses text boxes, and antiword loses numbers.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from service.readers import word
from service.readers.piece import Reader, Refused

if sys.platform == "linux":
    import resource

SECONDS = 60
MEMORY = 1024 * 1024 * 1024
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
PROFILE = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="{_SCRIPTING}"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="{_SCRIPTING}"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse">
<value>true</value></prop></item>
</oor:items>
"""
"""No macro runs, and no picture that a document links to is fetched."""
SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 再试"


def to_docx(data: bytes, suffix: str) -> bytes:
    """The same document as .docx. Raises Refused when LibreOffice is missing or cannot do it.

    LibreOffice runs with a profile of its own, so that neither its settings nor a window that
    somebody has open plays a part, and without the environment of this process.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Refused(
            f"读取 {suffix} 需要 LibreOffice，本机没有安装", f"请安装 LibreOffice，或{SAVE_AS[1:]}"
        )
    with tempfile.TemporaryDirectory(prefix="duizhao-") as folder:
        work = Path(folder)
        source = work / f"source{suffix}"
        source.write_bytes(data)
        _convert(program, source, work)
        result = work / "out" / "source.docx"
        if not result.is_file():
            raise Refused("LibreOffice 打不开这个文件，可能已损坏", SAVE_AS)
        return result.read_bytes()


def _convert(program: str, source: Path, work: Path) -> None:
    command = [
        program,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        "--convert-to",
        "docx",
        "--outdir",
        str(work / "out"),
        str(source),
    ]
    settings = work / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(PROFILE, "utf-8")
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(work), "LANG": "C.UTF-8"}
    with subprocess.Popen(  # noqa: S603  # a fixed command; the only free part is our own file name
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    ) as process:
        _confine(process.pid)
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            _kill(process)
            raise Refused("LibreOffice 转换超时", SAVE_AS) from error


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends LibreOffice with the processes that its starter started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


def _confine(process: int) -> None:
    """Memory and processor time of LibreOffice, where the system can limit another process."""
    if sys.platform == "linux":
        resource.prlimit(process, resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.prlimit(process, resource.RLIMIT_CPU, (SECONDS, SECONDS))


READER = Reader("doc", (".doc", ".wps"), word.extract, prepare=to_docx)
