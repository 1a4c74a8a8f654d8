"""An answer book and an account in one SQLite file: what outlives a killed process."""

import sqlite3
from pathlib import Path

from service.llm.recorded import SavedAnswer

_TABLES = """
CREATE TABLE IF NOT EXISTS answers (ask TEXT PRIMARY KEY, answer TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS requests (
    id INTEGER PRIMARY KEY, prompt TEXT NOT NULL, outcome TEXT, prompt_tokens INT, said INT
);
"""


class Kept:
    """An AnswerBook and a Watch."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, isolation_level=None)
        self._db.executescript(_TABLES)

    def find(self, ask: str) -> SavedAnswer | None:
        row = self._db.execute("SELECT answer FROM answers WHERE ask = ?", (ask,)).fetchone()
        return SavedAnswer.model_validate_json(row[0]) if row else None

    def keep(self, ask: str, answer: SavedAnswer) -> None:
        self._db.execute("INSERT INTO answers VALUES (?, ?)", (ask, answer.to_json()))

    def sent(self, *, prompt: str) -> int:
        return int(
            self._db.execute("INSERT INTO requests (prompt) VALUES (?)", (prompt,)).lastrowid or 0
        )

    def heard(self, row: int, *, outcome: str, prompt_tokens: int, completion_tokens: int) -> None:
        self._db.execute(
            "UPDATE requests SET outcome = ?, prompt_tokens = ?, said = ? WHERE id = ?",
            (outcome, prompt_tokens, completion_tokens, row),
        )

    def rows(self) -> list[tuple[str | None, int | None, int | None]]:
        """Outcome, prompt tokens and completion tokens of every request, in order."""
        return self._db.execute(
            "SELECT outcome, prompt_tokens, said FROM requests ORDER BY id"
        ).fetchall()

    def close(self) -> None:
        self._db.close()
