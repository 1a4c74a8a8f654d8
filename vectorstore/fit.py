"""Counts gram frequencies for the built-in embedding: ``python -m vectorstore.fit PATH...``.

Every line of every ``.txt`` file at or below the paths is one text. The file it writes belongs to
the package: under other frequencies the embedding has another name and stored vectors no longer
match, so it is fitted again only when that is meant.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import as_file, files
from pathlib import Path

from vectorstore.sketch import FREQUENCIES, SketchEmbedder, gram_frequencies

_SHORTEST = 8
"""Characters below which a line is a heading's number or a date."""


def lines_of(paths: Iterable[Path]) -> Iterator[str]:
    """The lines worth counting in the text files at or below ``paths``, in order of name.

    Raises UnicodeDecodeError for a file that is neither UTF-8 nor GB18030.
    """
    for path in paths:
        for file in sorted(path.rglob("*.txt")) if path.is_dir() else [path]:
            yield from (
                s for line in _text(file).splitlines() if len(s := line.strip()) >= _SHORTEST
            )


def fitted(paths: Iterable[Path]) -> str:
    """The frequencies file for the texts at or below ``paths``."""
    frequencies, documents = gram_frequencies(lines_of(paths))
    data = {"documents": documents, "frequencies": frequencies}
    return json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m vectorstore.fit", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, help="default: the file in the package")
    asked = parser.parse_args(arguments)
    content = fitted(asked.paths)
    with as_file(files("vectorstore") / FREQUENCIES) as shipped:
        (asked.out or shipped).write_text(content, encoding="utf-8")
    data = json.loads(content)
    name = SketchEmbedder(data["frequencies"], data["documents"]).name
    sys.stdout.write(f"{data['documents']} texts, {len(data['frequencies'])} grams: {name}\n")


def _text(file: Path) -> str:
    raw = file.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


if __name__ == "__main__":
    main()
