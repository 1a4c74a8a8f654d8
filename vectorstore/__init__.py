"""The vector store: a port, its stores, rankings and embedders. Knows nothing of the service.

Tracing and telemetry are switched off here, before any module of the package imports LangChain or
Chroma: what units wrote must never be sent away because a variable happens to be set.
"""

import os

for _name in [n for n in os.environ if n.startswith(("LANGSMITH_", "LANGCHAIN_"))]:
    del os.environ[_name]
os.environ["LANGSMITH_TRACING"] = "false"
os.environ["ANONYMIZED_TELEMETRY"] = "False"
