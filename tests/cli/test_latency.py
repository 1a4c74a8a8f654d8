"""A process that answers people keeps the collector off what it loaded."""

import subprocess
import sys

PROGRAM = """
import gc, sys
from service.cli.latency import answer_quickly
kept = [[n] for n in range(1000)]
before = gc.get_freeze_count()
answer_quickly()
tracked = {id(each) for each in gc.get_objects()}
print(before, gc.get_freeze_count() > 1000, any(id(each) in tracked for each in kept))
print(sys.getswitchinterval() < 0.001)
"""


def test_what_is_loaded_by_then_is_never_gone_through_again() -> None:
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    ).stdout
    assert said.split() == ["0", "True", "False", "True"]
