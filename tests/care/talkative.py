"""Sorts, drafts and checks with every logger at its most talkative.

``python -m tests.care.talkative LOG RAW COMMAND…``: what our handler wrote goes to LOG, what
the libraries said to RAW. Commands are separated by "+"; a library that quotes the notes is added.
"""

import logging
import sys
from itertools import groupby
from pathlib import Path

from service.care.logs import configure
from service.care.redaction import Redaction, secrets_of
from service.cli.command import run
from service.settings import load_settings


def main() -> None:
    log, raw, *words = sys.argv[1:]
    settings = load_settings()
    with (
        Path(log).open("w", encoding="utf-8") as stream,
        Path(raw).open("w", encoding="utf-8") as unheard,
    ):
        configure(
            "json",
            "debug",
            redaction=Redaction(secrets_of(settings)),
            stream=stream,
        )
        said = logging.StreamHandler(unheard)
        for name in (None, *list(logging.root.manager.loggerDict)):
            logging.getLogger(name).setLevel(logging.DEBUG)
        logging.getLogger().addHandler(said)
        quoting = logging.getLogger("quoting")
        for file in dict.fromkeys(word for word in words if word.endswith(".txt")):
            quoting.debug("read %s", Path(file).read_text(encoding="utf-8"))
            quoting.error(f"cannot embed {Path(file).read_text(encoding='utf-8')}")
        codes = [run(list(command)) for plus, command in groupby(words, "+".__eq__) if not plus]
    sys.exit(max(codes))


if __name__ == "__main__":
    main()
