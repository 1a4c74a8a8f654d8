"""What a store can refuse."""


class StoreError(Exception):
    """A store or embedder that cannot do what was asked; the message says why, without any text
    of a chunk or query."""


class StoreBusy(StoreError):
    """Another process has the store open: Chroma's index breaks for good under two writers."""


class StoreDamaged(StoreError):
    """What the store kept cannot be read any more: waiting will not help, rebuilding will."""


class EmbeddingFailed(StoreError):
    """The embedding endpoint gave no usable vectors."""
