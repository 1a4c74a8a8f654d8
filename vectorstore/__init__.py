"""The vector store: a port, its stores, rankings and embedders. Knows nothing of the service."""
