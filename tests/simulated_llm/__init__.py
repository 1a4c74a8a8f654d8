"""A real OpenAI-compatible HTTP server on loopback that behaves as scripted.

Honest, sloppy, lying, copying, malicious, slow or broken in 18 ways; it counts calls, tokens and
how much of each prompt's beginning it had seen before. Run by itself:
``python -m tests.simulated_llm --behaviour honest --port 18765``.
"""

from tests.simulated_llm.ledger import Call, Ledger
from tests.simulated_llm.server import Simulated, Speed, serving

__all__ = ["Call", "Ledger", "Simulated", "Speed", "serving"]
