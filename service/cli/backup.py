"""``duizhao backup``."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from service.cli.output import progress, say, show
from service.settings import load_settings

if TYPE_CHECKING:
    from service.care.backup import Manifest


def backup(
    place: Path = typer.Argument(help="写入这个文件夹（自动取名）或这个 .tar 文件。"),
    verify: bool = typer.Option(False, "--verify", help="不备份，只核对这个 .tar 文件是否完整。"),
) -> None:
    """备份数据库、原始文件、自定文种和规则；服务可以照常运行。"""
    if verify:
        _verify(place)
    else:
        _make(place)


def _verify(file: Path) -> None:
    from service.care.backup import verify_backup

    with progress("核对") as step:
        manifest = verify_backup(file, step)
    show(_told(manifest))


def _make(into: Path) -> None:
    from service.care.backup import Source, make_backup
    from service.store.database import open_database
    from service.store.originals import OriginalFiles

    settings = load_settings()
    database = open_database(settings.database())
    source = Source(database, OriginalFiles(settings.originals()), settings.data_dir)
    try:
        with progress("备份") as step:
            made = make_backup(source, into, step)
    finally:
        database.close()
    show(str(made.path))
    say(_told(made.manifest))
    say("备份含全部意见和材料，以及密码、密钥的摘要，请按敏感文件保管。")
    say("登录状态、向量和设置（含密钥）不在备份里：恢复后须重新登录，向量自动重建，设置另行保存。")
    if made.manifest.audit_head:
        say(f"审计链尾 {made.manifest.audit_head}，请另抄一处，日后可查记录是否被截断。")
    if made.manifest.missing:
        say(f"注意：{len(made.manifest.missing)} 份原始文件备份前已丢失或损坏，未能备份。")
        raise typer.Exit(1)


def _told(manifest: "Manifest") -> str:
    originals = sum(1 for member in manifest.members if member.name.startswith("originals/"))
    return (
        f"备份完整：{manifest.made_at:%Y-%m-%d %H:%M:%S} UTC，duizhao {manifest.program}，"
        f"{sum(manifest.tables.values())} 条记录，{originals} 份原始文件，"
        f"共 {sum(member.size for member in manifest.members) / 1e6:.1f} MB"
    )
