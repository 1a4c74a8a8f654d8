"""The one door to a language model.

Tracing is switched off here, before any module of the package imports LangChain: a drafter's
notes must never be sent to somebody's server because a variable happens to be set.
"""

import os

for _name in [n for n in os.environ if n.startswith(("LANGSMITH_", "LANGCHAIN_"))]:
    del os.environ[_name]
os.environ["LANGSMITH_TRACING"] = "false"
