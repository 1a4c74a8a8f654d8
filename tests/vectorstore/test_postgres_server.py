"""The PostgreSQL that tests use is real, has pgvector, and each test's database is its own."""

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests.postgres import PostgresServer


@pytest.mark.parametrize("_", range(2))
def test_every_test_begins_with_an_empty_database(plain_postgres_address: str, _: int) -> None:
    with psycopg.connect(plain_postgres_address) as connection:
        connection.execute("create table notes (id int primary key)")


def test_both_forms_of_the_address_lead_to_the_same_database(
    postgres_address: str, plain_postgres_address: str
) -> None:
    engine = create_engine(postgres_address)
    with engine.begin() as connection:
        connection.execute(text("create extension vector"))
    engine.dispose()
    with psycopg.connect(plain_postgres_address) as connection:
        row = connection.execute("select '[1,0]'::vector <=> '[0,1]'::vector").fetchone()
    assert row == (1.0,)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_restart_keeps_what_was_committed_and_breaks_every_connection(
    own_postgres_server: PostgresServer, mode: str
) -> None:
    address = own_postgres_server.address(own_postgres_server.create_database())
    with psycopg.connect(address) as connection:
        connection.execute("create table notes as select 1 as id")
    broken = psycopg.connect(address)
    own_postgres_server.restart("immediate" if mode == "immediate" else "fast")
    with pytest.raises(psycopg.OperationalError):
        broken.execute("select 1")
    broken.close()
    with psycopg.connect(address) as connection:
        assert connection.execute("select id from notes").fetchone() == (1,)
