"""Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): score = Σ 1 / (60 + rank)."""

from collections.abc import Sequence

from vectorstore.port import Chunk, Hit

_K = 60


def fuse(rankings: Sequence[Sequence[Hit]], k: int) -> list[Hit]:
    """One ranking from several. Only rankings of different nature are worth fusing: fusing two
    lexical ones was measured to lower R@1 from 0.925 to 0.875."""
    scores: dict[str, float] = {}
    chunks: dict[str, Chunk] = {}
    for ranking in rankings:
        for rank, hit in enumerate(ranking, 1):
            scores[hit.chunk.id] = scores.get(hit.chunk.id, 0.0) + 1 / (_K + rank)
            chunks[hit.chunk.id] = hit.chunk
    best = sorted(scores, key=lambda name: (-scores[name], name))[:k]
    return [Hit(chunks[name], scores[name]) for name in best]
