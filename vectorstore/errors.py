"""What a store can refuse."""


class StoreError(Exception):
    """A store or embedder that cannot do what was asked; the message says why."""


class StoreBusy(StoreError):
    """Another process has the store open: Chroma's index breaks for good under two writers."""


class EmbeddingFailed(StoreError):
    """The embedding endpoint gave no usable vectors."""
