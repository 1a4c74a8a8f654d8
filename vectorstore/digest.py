"""The digest by which a stored chunk is compared with its source, and chunks told apart by id."""

import hashlib
import json
from collections.abc import Sequence

from vectorstore.port import Chunk, Vectors


def digest_of(chunk: Chunk) -> str:
    """32 hexadecimal digits that change with the chunk's text and meta."""
    state = json.dumps([chunk.text, sorted(chunk.meta.items())], ensure_ascii=True)
    return hashlib.blake2b(state.encode(), digest_size=16).hexdigest()


def last_of_each(chunks: Sequence[Chunk], vectors: Vectors) -> tuple[list[Chunk], Vectors]:
    """One chunk an id with its row, the last given, in id order: two writers who take rows in the
    same order never wait for each other in a circle."""
    rows = {chunk.id: row for row, chunk in enumerate(chunks)}
    order = [rows[name] for name in sorted(rows)]
    return [chunks[row] for row in order], vectors[order]
