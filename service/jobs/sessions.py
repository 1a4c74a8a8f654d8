"""Sessions of PostgreSQL whose locks say that this process lives.

A session's locks are free as soon as the server has ended it: when the process dies, when the
connection breaks, and when the process is stopped and shows no sign of life for ``SILENCE_S``.
"""

from psycopg.conninfo import make_conninfo

BEAT_S = 1.5
"""Seconds between two signs of life."""
SILENCE_S = 6
"""After so many seconds without a sign of life the server ends a session."""
END_IN_SILENCE = f"SET idle_session_timeout = '{SILENCE_S}s'"
"""To be said first of all in such a session."""


def libpq(address: str) -> str:
    """A database address as libpq reads it, without SQLAlchemy's driver."""
    scheme, mark, rest = address.partition("://")
    return f"postgresql{mark}{rest}" if scheme.startswith("postgres") else address


def own_session(address: str, name: str) -> str:
    """How to connect such a session; ``name`` is what the database's administrator sees. Directly:
    session locks do not survive a pooler that shares sessions."""
    return make_conninfo(
        libpq(address),
        connect_timeout=5,
        keepalives_idle=5,
        keepalives_interval=2,
        keepalives_count=3,
        # What was sent into a network that is gone would be waited for a quarter of an hour.
        tcp_user_timeout=8000,
        application_name=name,
    )
