"""Runs the curl commands that our pages show: their options as curl means them, by a client that
tests may look into."""

import argparse
import shlex
from collections.abc import Mapping
from pathlib import Path

import httpx2

from service.samples import NOTES, PAPERS

_NOTICE = """关于召开2025年度民主生活会的通知
会议主题为学习贯彻会议精神，班子要从理论学习、能力本领、担当作为、工作作风、廉洁自律五个方面查摆问题。
"""
FILES: Mapping[str, bytes] = {
    "材料.docx": (PAPERS / "jiangyu-port" / "2024-team-2024.docx").read_bytes(),
    "意见.xlsx": (NOTES / "qinglan-water-2025.xlsx").read_bytes(),
    "通知.txt": _NOTICE.encode(),
}
"""What the commands send, by the names that they say."""


def run(client: httpx2.Client, command: str, folder: Path | None = None) -> httpx2.Response:
    """What the service answers to the command. ``-o`` writes into ``folder``, if that is given."""
    program, *words = shlex.split(command)
    assert program == "curl"
    said = _OPTIONS.parse_args(words)
    headers = {name.strip(): value.strip() for name, _, value in map(_split, said.header)}
    method = said.request or ("POST" if said.data or said.form else "GET")
    if said.form:
        answer = client.request(method, said.url, headers=headers, files=_parts(said.form))
    else:
        content = said.data.encode() if said.data else None
        answer = client.request(method, said.url, headers=headers, content=content)
    if said.output and folder is not None:
        (folder / said.output).write_bytes(answer.content)
    return answer


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("url")
    parser.add_argument("-X", dest="request", default="")
    parser.add_argument("-H", dest="header", action="append", default=[])
    parser.add_argument("-d", dest="data", default="")
    parser.add_argument("-F", dest="form", action="append", default=[])
    parser.add_argument("-o", dest="output", default="")
    parser.add_argument("-N", action="store_true")
    parser.add_argument("-s", action="store_true")
    return parser


_OPTIONS = _options()


def _split(header: str) -> tuple[str, str, str]:
    return header.partition(":")


def _parts(forms: list[str]) -> list[tuple[str, tuple[str | None, bytes]]]:
    parts: list[tuple[str, tuple[str | None, bytes]]] = []
    for form in forms:
        field, _, value = form.partition("=")
        named = value.removeprefix("@")
        parts.append((field, (named, FILES[named]) if value != named else (None, value.encode())))
    return parts
