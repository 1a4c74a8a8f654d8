"""From a path to a SourceText: check, parse in the sandbox, join the pieces."""

import hashlib
import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from service import readers
from service.blocks import Block, SourceText
from service.errors import UnreadableFile
from service.readers import preflight
from service.readers.limits import Limits
from service.readers.piece import Extract, Reader, Refused
from service.readers.sandbox import Sandbox

Extractor = Callable[[Reader, bytes], Extract]
AHEAD = 2
"""Files under way per worker, so that a slow consumer does not pile up whole texts."""


def read(path: Path, limits: Limits) -> SourceText:
    """The text of a file, parsed in a child process of its own."""
    with Sandbox(limits) as sandbox:
        return source_text(path, sandbox.extract, limits)


def read_here(path: Path, limits: Limits) -> SourceText:
    """The text of a file, parsed in this process."""
    return source_text(path, lambda reader, data: reader.extract(data), limits)


def read_many(
    paths: Iterable[Path], workers: int, limits: Limits
) -> Iterator[tuple[Path, SourceText | UnreadableFile]]:
    """The texts of many files in order, a few ahead of the consumer."""
    idle: queue.SimpleQueue[Sandbox] = queue.SimpleQueue()
    sandboxes = [Sandbox(limits) for _ in range(max(workers, 1))]
    for sandbox in sandboxes:
        idle.put(sandbox)

    def one(path: Path) -> SourceText | UnreadableFile:
        sandbox = idle.get()
        try:
            return source_text(path, sandbox.extract, limits)
        except UnreadableFile as error:
            return error
        finally:
            idle.put(sandbox)

    waiting = iter(paths)
    under_way: deque[tuple[Path, Future[SourceText | UnreadableFile]]] = deque()
    try:
        with ThreadPoolExecutor(len(sandboxes)) as pool:
            for path in islice(waiting, AHEAD * len(sandboxes)):
                under_way.append((path, pool.submit(one, path)))
            while under_way:
                path, future = under_way.popleft()
                yield path, future.result()
                under_way.extend((later, pool.submit(one, later)) for later in islice(waiting, 1))
    finally:
        for sandbox in sandboxes:
            sandbox.close()


def source_text(path: Path, extractor: Extractor, limits: Limits) -> SourceText:
    """A file's text by way of the given extractor. Raises UnreadableFile."""
    try:
        data = preflight.load(path, readers.SUFFIXES, limits)
        extract = extracted(data, path.suffix.lower(), extractor, limits)
    except Refused as refused:
        raise UnreadableFile(path.name, refused.cause, refused.advice) from refused
    text, blocks = joined(extract)
    if not blocks:
        raise UnreadableFile(path.name, "里面没有文字", "请确认文件没有选错")
    return SourceText(
        file=path.name,
        format=path.suffix.lower().removeprefix("."),
        text=text,
        blocks=blocks,
        sha256=hashlib.sha256(data).hexdigest(),
        warnings=extract.warnings,
    )


def extracted(data: bytes, suffix: str, extractor: Extractor, limits: Limits) -> Extract:
    """The pieces of checked bytes; an old format is converted first and checked again."""
    reader = readers.reader_for(suffix)
    if reader.prepare is not None:
        data = reader.prepare(data, suffix)
        preflight.check(data, ".docx", limits)
    return extractor(reader, data).holdable()


def joined(extract: Extract) -> tuple[str, tuple[Block, ...]]:
    """The whole text and its blocks: ``text[block.start:block.end] == block.text`` for each."""
    blocks, texts, end = [], [], 0
    for piece in extract.pieces:
        start = end if piece.start is None else piece.start
        end = start + len(piece.text)
        blocks.append(
            Block(
                text=piece.text,
                start=start,
                end=end,
                style=piece.style,
                level=piece.level,
                cells=piece.cells,
                where=piece.where,
            )
        )
        texts.append(piece.text)
        end += 1
    return ("\n".join(texts) if extract.text is None else extract.text), tuple(blocks)
