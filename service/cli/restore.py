"""``duizhao restore``."""

from pathlib import Path

import typer

from service.cli.output import progress, say, show


def restore(
    file: Path = typer.Argument(help="备份文件（.tar）。", exists=True, dir_okay=False),
    into: Path = typer.Option(..., "--into", help="新的数据目录，须为空。"),
    database_url: str = typer.Option(
        "",
        "--database",
        envvar="DUIZHAO_RESTORE_DATABASE_URL",
        help="恢复到这个空的 PostgreSQL 数据库；不写则在数据目录里建 SQLite。",
        show_envvar=True,
    ),
) -> None:
    """把备份恢复到新的数据目录，核对无误才算完成。"""
    from service.care.backup import restore_backup

    with progress("恢复") as step:
        manifest = restore_backup(file, into, step, database_url=database_url)
    show(str(into))
    say(f"已恢复 {sum(manifest.tables.values())} 条记录，行数、文件摘要、审计链核对无误。")
    say(f"启动时设置 DUIZHAO_DATA_DIR={into}" + ("，并指向恢复到的数据库" if database_url else ""))
    if manifest.missing:
        say(f"注意：{len(manifest.missing)} 份原始文件在备份时就已缺失：")
        for name in manifest.missing:
            say(f"  {name}")
        raise typer.Exit(1)
