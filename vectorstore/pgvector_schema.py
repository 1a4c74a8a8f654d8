"""The schema that vectors have in PostgreSQL, made where it is missing."""

import psycopg
from psycopg import errors, sql

from vectorstore.errors import StoreError

SCHEMA = "duizhao_vectors"
_LOCK = 0x64757A68616F
"""The advisory lock under which one process makes what is missing and the others wait."""
_OLDEST = (0, 7)
"""halfvec came with pgvector 0.7."""

# The column goes with its extension when that is dropped; a table without it is worth nothing.
_USABLE = """
select 1 from pg_attribute where attrelid = to_regclass('duizhao_vectors.chunks')
and attname = 'embedding' and not attisdropped
"""

# Rows of half-precision vectors stay in one page up to some 3,000 dimensions, beside a text of
# ordinary length: fetching them from outside the row made exact search three times as slow.
_TABLE = """
create schema if not exists duizhao_vectors;
drop table if exists duizhao_vectors.chunks;
create table duizhao_vectors.chunks (
    unit text not null,
    embedder text not null,
    id text not null,
    text text not null,
    meta jsonb not null,
    digest text not null,
    embedding halfvec not null,
    primary key (unit, embedder, id)
) with (toast_tuple_target = 8160);
alter table duizhao_vectors.chunks alter column embedding set storage main;
"""


def ensure_schema(connection: psycopg.Connection) -> None:
    """Makes extension, schema and table where they are missing. Several processes may call it at
    once. Raises StoreError, in words for whoever runs the database, when the extension is missing
    and may not be made."""
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", (_LOCK,))
        _ensure_extension(connection)
        if connection.execute(_USABLE).fetchone() is None:
            try:
                connection.execute(sql.SQL(_TABLE))
            except errors.InsufficientPrivilege as error:
                raise StoreError(
                    f"数据库用户没有建立向量表的权限：请数据库管理员授予在本库建立模式（{SCHEMA}）的权限"
                ) from error


def _ensure_extension(connection: psycopg.Connection) -> None:
    wanted = "select extversion from pg_extension where extname = 'vector'"
    found = connection.execute(wanted).fetchone()
    if found is None:
        try:
            connection.execute("create extension if not exists vector")
        except errors.InsufficientPrivilege as error:
            raise StoreError(
                "数据库里没有 pgvector 扩展，当前用户也无权建立："
                "请数据库管理员在本库执行 CREATE EXTENSION vector"
            ) from error
        except (errors.UndefinedFile, errors.FeatureNotSupported) as error:
            raise StoreError(
                "这台 PostgreSQL 没有安装 pgvector：请安装 pgvector 0.7 以上，"
                "再在本库执行 CREATE EXTENSION vector"
            ) from error
        found = connection.execute(wanted).fetchone()
    version = str(found[0]) if found else ""
    if tuple(int(part) for part in version.split(".")[:2]) < _OLDEST:
        raise StoreError(
            f"数据库里的 pgvector 是 {version}，需要 0.7 以上："
            "请升级后在本库执行 ALTER EXTENSION vector UPDATE"
        )
