"""Reading a backup through: is it whole, and is it what its manifest says?"""

from pathlib import Path

from pydantic import ValidationError

from service.care.backup.archive import digest, reading
from service.care.backup.manifest import (
    FORMAT,
    NAME,
    BadBackup,
    Manifest,
    Member,
    Step,
    file_in,
    original_in,
    original_member,
    table_in,
    table_member,
)
from service.care.backup.rows import TABLES

_LARGEST_MANIFEST = 256 << 20


def verify_backup(path: Path, step: Step) -> Manifest:
    """Reads every byte of a backup and holds it against its manifest. Raises BadBackup."""
    found: dict[str, Member] = {}
    manifest = None
    with reading(path) as members:
        for name, content in members:
            if manifest is not None or name in found:
                raise BadBackup(f"{path}：备份里有重复或多余的内容（{name[:80]}）")
            if name == NAME:
                manifest = _manifest(path, content.read(_LARGEST_MANIFEST))
                continue
            sha256, size = digest(content)
            found[name] = Member(name=name, size=size, sha256=sha256)
            step(len(found), len(found), "核对备份")
    if manifest is None:
        raise BadBackup(f"{path}：备份不完整，没有清单 {NAME}")
    _hold(path, manifest, found)
    return manifest


def _manifest(path: Path, data: bytes) -> Manifest:
    try:
        manifest = Manifest.model_validate_json(data)
    except ValidationError as error:
        raise BadBackup(f"{path}：清单 {NAME} 读不出来") from error
    if manifest.format > FORMAT:
        raise BadBackup(
            f"{path}：备份由更新版本的程序（{manifest.program}）制作，请升级程序后再恢复"
        )
    return manifest


def _hold(path: Path, manifest: Manifest, found: dict[str, Member]) -> None:
    wanted = {member.name: member for member in manifest.members}
    for name in sorted(wanted.keys() - found.keys()):
        raise BadBackup(f"{path}：备份里缺少 {name}")
    for name, member in found.items():
        if fault := _fault(member, wanted.get(name)):
            raise BadBackup(f"{path}：{name[:80]} {fault}")
    for table in TABLES:
        if table_member(table.name) not in found or table.name not in manifest.tables:
            raise BadBackup(f"{path}：备份里缺少数据表 {table.name}")
    for missing in manifest.missing:
        if original_member(*missing.split("/", 1)) in found:
            raise BadBackup(f"{path}：清单 {NAME} 前后矛盾（{missing[:80]}）")


def _fault(found: Member, wanted: Member | None) -> str:
    """What is wrong with a member; "" for nothing."""
    unit, sha256 = original_in(found.name)
    if wanted is None or not (unit or table_in(found.name) or file_in(found.name)):
        return "不该在备份里，备份被改动过，请换一份"
    if found != wanted or (unit and sha256 != found.sha256):
        return "与清单不一致，备份已损坏，请换一份"
    return ""
