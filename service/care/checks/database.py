"""The database: there, of this version, and whole."""

from collections.abc import Iterator

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from service.care.finding import Finding, Surroundings, ok, problem, warning
from service.care.looking import standing_database
from service.store.upgrade import HEAD, version_of

NAME, TITLE, SECONDS = "database", "数据库", 60.0
_OLDEST = 140000
"""PostgreSQL 14: older ones get no corrections any more."""


def look(around: Surroundings) -> Iterator[Finding]:
    """Version of schema and server, and, on SQLite, every page of the file."""
    try:
        with standing_database(around.settings) as database:
            if database is None:
                yield ok("尚未建立，第一次使用时自动建立")
                return
            with database.engine.connect() as connection:
                yield _schema(version_of(connection))
                if database.is_sqlite:
                    yield from _sqlite(connection)
                else:
                    yield from _postgresql(connection)
    except SQLAlchemyError as error:
        kind = type(getattr(error, "orig", None) or error).__name__
        yield problem(
            f"打不开（{kind}）",
            "请检查 DUIZHAO_DATABASE_URL、数据库是否已启动、口令和权限；SQLite 文件损坏的，"
            "请从备份恢复（duizhao restore）",
        )


def _schema(version: str) -> Finding:
    if version == HEAD:
        return ok(f"结构版本 {version}，与本程序一致")
    if version > HEAD:
        return problem(f"结构版本 {version} 比本程序（{HEAD}）新", "请升级本程序，不要用旧程序打开")
    return warning(f"结构版本 {version or '空'}，本程序用 {HEAD}", "先备份，下次启动时自动升级")


def _sqlite(connection: Connection) -> Iterator[Finding]:
    mode = connection.execute(text("PRAGMA journal_mode")).scalar()
    if mode != "wal":
        yield warning(f"SQLite 的日志方式是 {mode}，读写会互相等待", "重新启动本程序即自动改为 WAL")
    found = connection.execute(text("PRAGMA integrity_check(1)")).scalar()
    dangling = len(connection.execute(text("PRAGMA foreign_key_check")).all())
    if found != "ok":
        yield problem("SQLite 文件已损坏", "请停止服务，从最近的备份恢复（duizhao restore）")
    elif dangling:
        yield problem(f"有 {dangling} 条记录指向不存在的内容", "请停止服务，从最近的备份恢复")
    else:
        yield ok("SQLite 文件完整")


def _postgresql(connection: Connection) -> Iterator[Finding]:
    number = int(connection.execute(text("SHOW server_version_num")).scalar() or 0)
    shown = f"PostgreSQL {number // 10000}"
    if number < _OLDEST:
        yield warning(f"{shown} 已停止维护", "请升级到 14 或更新版本")
    else:
        yield ok(shown)
    installed = connection.execute(
        text("SELECT installed_version FROM pg_available_extensions WHERE name = 'vector'")
    ).first()
    if installed is None:
        yield problem("没有 pgvector 扩展", "请安装 pgvector，或改用带 pgvector 的镜像")
    elif installed[0] is None:
        yield warning(
            "pgvector 已装好，尚未在本库启用",
            "首次入库时自动启用；没有权限的，请管理员执行 CREATE EXTENSION vector",
        )
    else:
        yield ok(f"pgvector {installed[0]}")
