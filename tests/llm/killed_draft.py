"""A process that drafts the paper of ``test_faults_in_a_draft`` and may be killed at any moment.

``python -m tests.llm.killed_draft BASE_URL DATABASE DRAFT``
"""

import asyncio
import sys
from pathlib import Path

from service.llm.endpoint import Endpoint
from service.llm.opening import model_of
from service.pipelines.drafting import draft_paper
from tests.llm.kept_in_sqlite import Kept
from tests.llm.test_faults_in_a_draft import CARDS, notes


def main(base_url: str, database: Path, result: Path) -> None:
    kept = Kept(database)
    door = model_of(Endpoint(base_url, "simulated", slots=1)).door
    assert door is not None
    model = door.model(watch=kept, book=kept, unit="u1")
    draft = asyncio.run(draft_paper(notes(), model=model, cards=CARDS, deadline_s=60))
    result.write_text(draft.to_json(), encoding="utf-8")
    kept.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
