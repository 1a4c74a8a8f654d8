"""Runs the simulated server by itself, or around one command that should use it.

``python -m tests.simulated_llm --behaviour honest --port 18765``
``python -m tests.simulated_llm --behaviour honest -- duizhao demo``
"""

import argparse
import os
import subprocess
import sys
import threading

from tests.simulated_llm.behaviours import BEHAVIOURS
from tests.simulated_llm.server import Simulated, Speed, serving


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--behaviour", choices=sorted(BEHAVIOURS), default="honest")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--first-token-s", type=float, default=0.05)
    parser.add_argument("--tokens-per-s", type=float, default=2000.0)
    parser.add_argument("command", nargs="*")
    asked = parser.parse_args()
    speed = Speed(asked.first_token_s, asked.tokens_per_s)
    simulated = Simulated(BEHAVIOURS[asked.behaviour], speed=speed)
    with serving(simulated, asked.port) as server:
        sys.stderr.write(f"simulated model ({asked.behaviour}) at {server.base_url}\n")
        if not asked.command:
            threading.Event().wait()
        there = {"DUIZHAO_LLM_BASE_URL": server.base_url, "DUIZHAO_LLM_MODEL": "simulated"}
        code = subprocess.run(asked.command, env={**os.environ, **there}, check=False).returncode
        ledger = server.ledger
        sys.stderr.write(
            f"calls {len(ledger.calls)}, prompt tokens {ledger.prompt_tokens}, "
            f"completion tokens {ledger.completion_tokens}, "
            f"prefix reused {ledger.cached_share:.0%}\n"
        )
        return code


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
