"""Every sort of job is listed, in the form that people and later stages rely on."""

import re
from pathlib import Path
from typing import get_args

import service.jobs.tasks as tasks
from service.jobs.dispatch import QUEUES
from service.jobs.tasks import TASKS
from service.office.jobs import Task


def test_every_task_has_its_stages_and_its_queue() -> None:
    assert set(TASKS) == set(get_args(Task))
    queued = [task for of_queue in QUEUES.values() for task in of_queue]
    assert sorted(queued) == sorted(TASKS)


def test_every_file_of_a_task_is_listed() -> None:
    folder = Path(str(tasks.__file__)).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "stage"}
    assert files == set(TASKS)


def test_stages_have_names_of_their_own_and_chinese_labels() -> None:
    for stages in TASKS.values():
        names = [stage.name for stage in stages]
        assert len(set(names)) == len(names) > 0
        assert all(re.fullmatch(r"[a-z]{2,50}", name) for name in names)
        assert all(re.search("[一-鿿]", stage.label) for stage in stages)
