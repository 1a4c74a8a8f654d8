"""The command ``duizhao``: results on stdout, progress and messages on stderr, all in Chinese.

Every child process that a command begins loads this module first, so it loads nothing itself.
"""

import gc
import sys

# Before anything is loaded. While modules load, nothing of theirs can be garbage, and the collector
# goes through all of it again and again: a fifth of the time until a command begins its work.
gc.set_threshold(50_000, 20, 10)


def main() -> None:
    """Runs the command line and exits."""
    from service.cli.command import run

    sys.exit(run(sys.argv[1:]))
