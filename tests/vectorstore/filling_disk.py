"""``python -m tests.vectorstore.filling_disk DISK FOLDER KB...``: takes materials into a library
whose vectors stand on a small disk with so much room left on it, its database in a folder elsewhere
(or on the same disk). A line a trial: what was said of the full disk, then what stands once there
is room again."""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from service.errors import DuizhaoError
from service.kinds import load_kinds
from service.library import Material
from service.parsing import parse
from service.pipelines.library import Library
from service.readers import read
from service.samples import PAPERS
from service.scope import Scope, of_unit
from service.store.chunks import ChunkTable
from service.store.database import open_database
from service.store.materials import Materials
from service.store.units import Units
from vectorstore.chroma import ChromaStore
from vectorstore.errors import StoreError
from vectorstore.search import Search
from vectorstore.sketch import built_in

OPERATOR = Scope(person="operator", house=True)
PAPER = PAPERS / "qinglan-water" / "2023-team-2023.txt"


def main() -> None:
    """Runs the trials."""
    disk = Path(sys.argv[1])
    database = open_database(f"sqlite:///{Path(sys.argv[2]) / 'd.sqlite'}")
    unit = Units(database).create(OPERATOR, "青岚县水利局党组")
    embedder = built_in()
    store = ChromaStore(disk / "chroma", embedder.name)
    search = Search(store, embedder, ChunkTable(database), pause_s=0.0)
    library = Library(unit.id, unit.name, of_unit(unit.id, ""), Materials(database), search)
    library.put(_material(0))
    for trial, left in enumerate(map(int, sys.argv[3:]), 1):
        _fill(disk, left * 1024)
        said = _taken(library, trial)
        searched = _searched(library)
        (disk / "ballast").unlink()
        library.finish()
        found = {hit.material for hit in library.find(f"第{trial}号水闸", k=3)}
        whole = search.is_whole(unit.id) and store.count(unit.id) == len(search.chunks(unit.id))
        kept = f"{trial:064d}" in {m.sha256 for m in library.listed()}
        line = {"left": left, "said": said, "searched": searched, "whole": whole, "kept": kept}
        line["found"] = f"{trial:064d}" in found
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    store.close()
    database.close()


def _material(number: int) -> Material:
    source = read(PAPER)
    text = source.text + f"\n5.第{number}号水闸无人值守。\n"
    paper = parse(source.model_copy(update={"text": text}), load_kinds()["team-2023"])
    return Material(
        sha256=f"{number:064d}", owner="", use="own-past", file="f.txt", text=text, paper=paper
    )


def _fill(disk: Path, left: int) -> None:
    with suppress(OSError), (disk / "ballast").open("wb", buffering=0) as file:
        while file.write(b"0" * 4096):
            pass
    os.truncate(disk / "ballast", max(0, (disk / "ballast").stat().st_size - left))


def _taken(library: Library, number: int) -> str:
    try:
        library.put(_material(number))
    except (StoreError, DuizhaoError, SQLAlchemyError, OSError) as error:
        return str(error).splitlines()[0]
    return ""


def _searched(library: Library) -> str:
    try:
        return "found" if library.find("第0号水闸", k=1) else "nothing"
    except (StoreError, DuizhaoError, SQLAlchemyError, OSError) as error:
        return str(error).splitlines()[0]


if __name__ == "__main__":
    main()
