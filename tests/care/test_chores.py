"""What a running process tidies up is done again and again, and a failure ends nothing."""

import threading

from service.care.chores import tidying


def test_a_chore_is_done_again_though_another_one_fails() -> None:
    done = threading.Semaphore(0)

    def fails() -> None:
        raise OSError("the folder is gone for a moment")

    with tidying(fails, done.release, every_s=0.01):
        assert all(done.acquire(timeout=30) for _ in range(3))


def test_nothing_is_done_after_the_end() -> None:
    done: list[int] = []
    with tidying(lambda: done.append(1), every_s=3600):
        pass
    assert done == []
