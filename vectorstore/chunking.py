"""Long texts in pieces that end where a sentence ends, by LangChain's splitter."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

CHUNK_CHARACTERS = 600
_SENTENCE_ENDS = ["\n\n", "\n", "。", "；", "，", ""]


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]`` of the text that was split."""

    start: int
    end: int
    text: str


def pieces(text: str) -> list[Piece]:
    """``text`` in pieces of at most CHUNK_CHARACTERS, in order; a short text is one piece."""
    documents = _splitter().create_documents([text])
    found = ((d.metadata["start_index"], d.page_content) for d in documents)
    return [Piece(start, start + len(content), content) for start, content in found]


@cache
def _splitter() -> "RecursiveCharacterTextSplitter":
    # Loaded with the first text: LangChain takes long to load, and most commands split nothing.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_CHARACTERS,
        chunk_overlap=0,
        separators=_SENTENCE_ENDS,
        keep_separator="end",
        strip_whitespace=True,
        add_start_index=True,
    )
