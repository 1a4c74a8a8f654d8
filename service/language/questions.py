"""The questions that a draft leaves to a person: 【待补：…】."""

import re

QUESTION = re.compile(r"【待补[^】]*】")
"""One question with its brackets; it claims nothing, wherever it stands."""
