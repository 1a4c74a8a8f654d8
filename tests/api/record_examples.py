"""``python -m tests.api.record_examples``: puts what a real service answers on the tour of all
routes into service/api/examples.json, beside the bodies that stand there."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2

from service.settings import Settings
from tests.api.serving import serving
from tests.api.tour import Tour

EXAMPLES = Path(__file__).resolve().parents[2] / "service" / "api" / "examples.json"
_MOST, _LONGEST = 1, 120
_PLACE = "/var/lib/duizhao"
"""Where an installation keeps its data, in place of the folder of this run."""


def main() -> None:
    """Writes the file anew."""
    examples = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), requests_per_minute=0)
        with (
            serving(settings, listen=True) as (_, base),
            httpx2.Client(base_url=base, timeout=60, trust_env=False) as client,
        ):
            for route, answer in Tour(client).go():
                # An answer without content says that it is JSON all the same.
                kind = answer.headers.get("content-type", "")
                if answer.content and answer.is_success and kind == "application/json":
                    told = answer.text.replace(folder, _PLACE)
                    examples.setdefault(route, {})["answer"] = shortened(json.loads(told))
    text = json.dumps(examples, ensure_ascii=False, indent=1)
    EXAMPLES.write_text(text + "\n", encoding="utf-8")


def shortened(value: Any) -> Any:
    """Long lists and texts cut, so that a person can read the whole."""
    if isinstance(value, dict):
        return {name: shortened(part) for name, part in list(value.items())[:40]}
    if isinstance(value, list):
        return [shortened(part) for part in value[:_MOST]]
    return value[:_LONGEST] if isinstance(value, str) else value


if __name__ == "__main__":
    main()
