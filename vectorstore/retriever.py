"""The library as a LangChain retriever, for whoever builds on LangChain beside this product."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from vectorstore.port import MetaValue
from vectorstore.search import Search


class LibraryRetriever(BaseRetriever):
    """Finds in one unit's library. ``where`` narrows by meta, as in ``Search.find``."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    search: Search
    unit: str
    k: int = 8
    where: dict[str, MetaValue] = {}

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain's signature
    ) -> list[Document]:
        hits = self.search.find(self.unit, query, self.k, self.where)
        return [
            Document(
                hit.chunk.text, id=hit.chunk.id, metadata={**hit.chunk.meta, "score": hit.score}
            )
            for hit in hits
        ]
