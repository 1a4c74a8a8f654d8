"""The embedding door: any OpenAI-compatible ``/embeddings`` endpoint, through LangChain."""

import re
from collections.abc import Sequence

import httpx2
import numpy as np
from langchain_openai import OpenAIEmbeddings
from openai import OpenAIError
from pydantic import SecretStr

from vectorstore.errors import EmbeddingFailed
from vectorstore.port import Vectors

_TIMEOUT_S = 60.0
_BATCH = 64
"""Texts a request: small servers refuse LangChain's default of 1,000."""


class EndpointEmbedder:
    """A real embedding model; its ranking is fused with the lexical one."""

    semantic = True

    def __init__(self, base_url: str, model: str, api_key: str) -> None:
        self.name = re.sub(r"[^a-z0-9]+", "-", model.lower()).strip("-") or "model"
        self._client = OpenAIEmbeddings(
            openai_api_base=base_url,
            model=model,
            openai_api_key=SecretStr(api_key or "none"),
            # True would download a tokenizer file at the first use.
            check_embedding_ctx_length=False,
            chunk_size=_BATCH,
            request_timeout=_TIMEOUT_S,
            max_retries=2,
            # trust_env=False: a proxy in the environment would see every note. No idle
            # connections: there is nobody to close them.
            http_client=httpx2.Client(
                timeout=_TIMEOUT_S,
                trust_env=False,
                limits=httpx2.Limits(max_keepalive_connections=0),
            ),
        )

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Rows of unit length. Raises EmbeddingFailed when the endpoint gives none."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        try:
            raw = np.asarray(self._client.embed_documents(list(texts)), dtype=np.float32)
        except (OpenAIError, ValueError, TypeError, KeyError, IndexError) as error:
            # The answer's own words may repeat the texts.
            raise EmbeddingFailed(f"向量模型没有回应（{type(error).__name__}）") from error
        if raw.ndim != 2 or len(raw) != len(texts) or not np.isfinite(raw).all():
            raise EmbeddingFailed(f"向量模型的回答不合要求：{len(texts)} 段文字得到 {raw.shape}")
        norms = np.linalg.norm(raw, axis=1, keepdims=True)
        return np.asarray(raw / np.where(norms == 0, 1.0, norms), dtype=np.float32)
