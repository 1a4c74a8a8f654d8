"""PostgreSQL with pgvector: any number of processes and machines on one store.

What was measured and shapes this package's three files for it: half precision loses no neighbour
and halves what a search reads; exact search costs 2 to 5 ms a thousand chunks of 2,048 dimensions;
with a plan kept for all values PostgreSQL does not use an index made for one unit, so no statement
is prepared.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import cast

import psycopg
from pgvector import HalfVector
from pgvector.psycopg import register_vector
from psycopg import sql
from psycopg.types.json import Jsonb
from sqlalchemy import PoolProxiedConnection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from vectorstore.digest import digest_of, last_of_each
from vectorstore.errors import StoreDamaged, StoreError
from vectorstore.pgvector_index import (
    EF_SEARCH,
    EXACT_MOST,
    drop_index,
    index_if_large,
    is_ready,
)
from vectorstore.pgvector_schema import ensure_schema
from vectorstore.port import Chunk, Hit, MetaValue, Vectors

_CONNECT_S = 5
_CONNECTIONS, _MORE_CONNECTIONS = 4, 8
_CONNECTION_WAIT_S = 10.0
_DAMAGED = {"42P01", "42703", "42704", "3F000", "XX001", "XX002", "22000"}
"""SQLSTATE of: table, column, type or schema gone; data or index corrupted; vectors of another
length than the embedder gives now."""

_UPSERT = """
insert into duizhao_vectors.chunks (unit, embedder, id, text, meta, digest, embedding)
values (%(unit)s, %(embedder)s, %(id)s, %(text)s, %(meta)s, %(digest)s, %(embedding)s)
on conflict (unit, embedder, id) do update set text = excluded.text, meta = excluded.meta,
    digest = excluded.digest, embedding = excluded.embedding
"""
_EXACT = sql.SQL("""
select id, text, meta, embedding <=> %(vector)s as distance from duizhao_vectors.chunks
where unit = %(unit)s and embedder = %(embedder)s and meta @> %(where)s
order by distance, id limit %(k)s
""")
_BY_INDEX = """
select id, text, meta, embedding::halfvec({dimensions}) <=> %(vector)s as distance
from duizhao_vectors.chunks where unit = %(unit)s and embedder = %(embedder)s
order by distance limit %(k)s
"""
_FROM_UNIT = "from duizhao_vectors.chunks where unit = %s and embedder = %s"


class PgVectorStore:
    """A Store (see port) at ``address``, ``postgresql+psycopg://…`` or ``postgresql://…``. Broken
    connections are made anew, so a restart of the database costs the calls under way and no more.

    ``exact_most``: chunks above which a unit gets an index. Raises StoreError.
    """

    def __init__(self, address: str, embedder_name: str, *, exact_most: int = EXACT_MOST) -> None:
        self._embedder = embedder_name
        self._exact_most = exact_most
        try:
            url = make_url(address).set(drivername="postgresql+psycopg")
        except ArgumentError as error:
            raise StoreError("向量库的数据库地址写法不对：应为 postgresql://…") from error
        self._address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._engine = create_engine(
            url,
            pool_size=_CONNECTIONS,
            max_overflow=_MORE_CONNECTIONS,
            pool_timeout=_CONNECTION_WAIT_S,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"prepare_threshold": None, "connect_timeout": _CONNECT_S},
        )
        event.listen(self._engine, "connect", _register)
        self.renew()

    def upsert(self, unit: str, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """See the port. All of one call is there or nothing."""
        chunks, vectors = last_of_each(chunks, vectors)
        rows = [
            {
                "unit": unit,
                "embedder": self._embedder,
                "id": chunk.id,
                "text": chunk.text,
                "meta": Jsonb(dict(chunk.meta)),
                "digest": digest_of(chunk),
                "embedding": HalfVector(vector),
            }
            for chunk, vector in zip(chunks, vectors, strict=True)
        ]
        with self._connection() as connection:
            connection.cursor().executemany(_UPSERT, rows)
        with self._alone() as connection:
            index_if_large(connection, unit, self._embedder, self._exact_most)

    def delete(self, unit: str, ids: Sequence[str]) -> None:
        """See the port."""
        if ids:
            with self._connection() as connection:
                connection.execute(
                    "delete from duizhao_vectors.chunks where unit = %s and id = any(%s)",
                    (unit, list(ids)),
                )

    def nearest(
        self, unit: str, vector: Vectors, k: int, where: Mapping[str, MetaValue] | None = None
    ) -> list[Hit]:
        """See the port. A filter is applied before ranking, and then ranking is exact."""
        values = {
            "unit": unit,
            "embedder": self._embedder,
            "vector": HalfVector(vector),
            "where": Jsonb(dict(where or {})),
            "k": k,
        }
        with self._connection() as connection:
            statement: sql.SQL | sql.Composed = _EXACT
            if not where and is_ready(connection, unit, self._embedder):
                connection.execute(
                    "select set_config('hnsw.ef_search', %s, true), "
                    # Left to itself the planner sorts the whole unit instead.
                    "set_config('enable_sort', 'off', true)",
                    (str(max(k, EF_SEARCH)),),
                )
                statement = sql.SQL(_BY_INDEX).format(dimensions=sql.Literal(vector.shape[-1]))
            rows = connection.execute(statement, values).fetchall()
        return [
            Hit(Chunk(name, text, meta), 1.0 - float(distance))
            for name, text, meta, distance in rows
        ]

    def chunks(self, unit: str) -> list[Chunk]:
        """See the port."""
        # Ids are hashes or names: their order must be Python's, whatever the database's language.
        wanted = f'select id, text, meta {_FROM_UNIT} order by id collate "C"'
        with self._connection() as connection:
            rows = connection.execute(wanted, (unit, self._embedder)).fetchall()
        return [Chunk(*row) for row in rows]

    def count(self, unit: str) -> int:
        """See the port."""
        with self._connection() as connection:
            row = connection.execute(
                f"select count(*) {_FROM_UNIT}",
                (unit, self._embedder),
            ).fetchone()
        return int(row[0]) if row else 0

    def digests(self, unit: str) -> dict[str, str]:
        """See the port."""
        # The length lies in the vector's own bytes: asking for it reads the vector.
        wanted = f"select id, digest, vector_dims(embedding) {_FROM_UNIT}"
        with self._connection() as connection:
            rows = connection.execute(wanted, (unit, self._embedder)).fetchall()
        return {name: digest for name, digest, _ in rows}

    def drop(self, unit: str) -> None:
        """See the port."""
        self._forget(unit, keep="")

    def prune(self, unit: str) -> None:
        """See the port."""
        self._forget(unit, keep=self._embedder)

    def renew(self) -> None:
        """See the port. Makes the schema where it is missing; what cannot be read is dropped."""
        with self._alone() as connection:
            ensure_schema(connection)
        self._engine.dispose()  # connections remember the vector type, which may be a new one

    def close(self) -> None:
        """See the port."""
        self._engine.dispose()

    def _forget(self, unit: str, keep: str) -> None:
        with self._connection() as connection:
            gone = connection.execute(
                "with gone as (delete from duizhao_vectors.chunks where unit = %s "
                "and embedder <> %s returning embedder) select distinct embedder from gone",
                (unit, keep),
            ).fetchall()
        with self._connection() as connection:
            for (embedder,) in gone:
                drop_index(connection, unit, embedder)

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection]:
        """A pooled connection in a transaction; committed at the end, rolled back on an error."""
        with _told():
            pooled = self._engine.raw_connection()
            try:
                driver = cast(psycopg.Connection, pooled.driver_connection)
                with driver.transaction():
                    yield driver
            except psycopg.OperationalError:
                _discard(pooled)
                raise
            finally:
                pooled.close()

    @contextmanager
    def _alone(self) -> Iterator[psycopg.Connection]:
        """A short connection outside of any transaction."""
        with (
            _told(),
            psycopg.connect(
                self._address,
                autocommit=True,
                prepare_threshold=None,
                connect_timeout=_CONNECT_S,
            ) as connection,
        ):
            yield connection


@contextmanager
def _told() -> Iterator[None]:
    """PostgreSQL's errors as this package's; the name of the error only, for its words may hold
    what was written."""
    try:
        yield
    except (psycopg.Error, SQLAlchemyError, UnicodeError) as error:
        name = type(error).__name__
        if isinstance(error, psycopg.Error) and error.sqlstate in _DAMAGED:
            raise StoreDamaged(f"数据库里的向量读不出来（{name}），需要按资料库重建") from error
        raise StoreError(f"向量库暂时不可用（{name}）") from error


def _register(connection: psycopg.Connection, _: object) -> None:
    register_vector(connection)
    connection.commit()  # it asked the database for the type, which began a transaction


def _discard(pooled: PoolProxiedConnection) -> None:
    if pooled.is_valid:
        pooled.invalidate()
