"""What takes long to load is loaded by who needs it: each process of a service begins with it."""

import subprocess
import sys

import pytest

_TELL = "; import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"


def loaded(by: str) -> set[str]:
    """The packages that are there after the statement ``by``, in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-c", by + _TELL], capture_output=True, text=True, check=True
    )
    return set(told.stdout.split())


@pytest.mark.parametrize(
    "by",
    [
        "import service.cli.command",
        "import service.api, service.web, service.cli.serve",
        "import service.cli.jobs_process",
    ],
)
def test_what_speaks_to_models_is_not_loaded_before_a_model_is_asked(by: str) -> None:
    assert not loaded(by) & {"openai", "langchain_core", "langchain_openai", "langsmith"}


def test_what_converts_numerals_is_not_loaded_before_a_paper_is_read() -> None:
    assert "cn2an" not in loaded("import service.cli.command, service.cli.jobs_process")
    assert "cn2an" in loaded("from service.language.specifics.numerals import number; number('十')")


def test_what_speaks_to_models_is_loaded_with_the_door_to_one() -> None:
    """The test above would notice."""
    assert loaded("import service.llm.compatible") >= {"openai", "langchain_openai", "langsmith"}


def test_a_child_of_a_command_loads_only_what_it_is_for() -> None:
    """Every child loads the command's main module first."""
    assert not loaded("import service.cli") & {"sqlalchemy", "pydantic", "numpy", "typer"}
