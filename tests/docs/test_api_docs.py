"""Every command of docs/api.zh-CN.md works, in the order in which it stands there."""

import re
from pathlib import Path

import httpx2
from docx import Document
from openpyxl import load_workbook

from service.settings import Settings
from tests.api import curl
from tests.api.serving import serving

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.zh-CN.md"
SHOWN = "http://127.0.0.1:8765"


def commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def learn(command: str, answer: httpx2.Response, names: dict[str, str]) -> None:
    """What the answer gives for the placeholders of the commands after it."""
    if answer.status_code == 202:
        names["job"] = answer.json()["id"]
    elif command.endswith("{assignment}/draft"):
        draft = answer.json()
        names["draft"], names["version"] = draft["id"], str(draft["version"])
        chapters = draft["draft"]["paper"]["chapters"]
        items = [item for c in chapters for s in c["sections"] for item in s["items"]]
        names["item"] = next(item["id"] for item in items if item["role"] == "problem")
    elif "/api/v1/units " in command:
        names["unit"] = answer.json()["id"]
    elif "/api/v1/assignments " in command:
        names["assignment"] = answer.json()["id"]
    elif "/submissions -H" in command:
        names["submission"] = answer.json()["id"]


def test_every_command_of_the_page_works(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", requests_per_minute=0, job_poll_s=0.2)
    names: dict[str, str] = {}
    with (
        serving(settings, listen=True) as (_, base),
        httpx2.Client(base_url=base, timeout=90, trust_env=False) as client,
    ):
        for command in commands():
            filled = re.sub(r"\{(\w+)\}", lambda m: names.get(m[1], m[0]), command)
            answer = curl.run(client, filled.replace(SHOWN, base), tmp_path)
            assert answer.is_success, (command, answer.text[:300])
            learn(command, answer, names)
    assert len(commands()) > 15
    assert Document(str(tmp_path / "草稿.docx")).paragraphs
    for file in ("审阅.docx", "报送.docx", "批注.docx"):
        assert Document(str(tmp_path / file)).paragraphs
    assert load_workbook(tmp_path / "台账.xlsx").worksheets
