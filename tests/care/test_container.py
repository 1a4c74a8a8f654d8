"""The container files, as far as they can be held to their promises without an engine."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.settings import Settings

DOCKER = Path(__file__).parents[2] / "docker"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DOCKER / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (DOCKER / "Dockerfile").read_text(encoding="utf-8")


def test_there_is_a_database_an_api_two_workers_and_a_model_only_when_asked_for(
    compose: dict[str, Any],
) -> None:
    services = compose["services"]
    assert set(services) == {"database", "api", "worker", "model"}
    assert services["worker"]["deploy"]["replicas"] == 2
    assert [name for name, one in services.items() if one.get("profiles")] == ["model"]
    assert "pgvector" in services["database"]["image"]


@pytest.mark.parametrize("name", ["api", "worker"])
def test_ours_run_on_a_read_only_root_without_privileges(
    compose: dict[str, Any], name: str
) -> None:
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["depends_on"]["database"]["condition"] == "service_healthy"


def test_nothing_is_published_beyond_this_machine(compose: dict[str, Any]) -> None:
    ports = [port for one in compose["services"].values() for port in one.get("ports", ())]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_the_model_and_the_database_have_no_way_out(compose: dict[str, Any]) -> None:
    assert compose["networks"]["inside"]["internal"] is True
    for name in ("database", "model"):
        assert compose["services"][name]["networks"] == ["inside"]


def test_every_variable_is_a_setting_and_no_secret_stands_in_the_file(
    compose: dict[str, Any],
) -> None:
    known = {f"DUIZHAO_{name.upper()}" for name in Settings.model_fields}
    for name in ("api", "worker"):
        environment = compose["services"][name]["environment"]
        assert set(environment) <= known
        assert not {key for key in environment if "KEY" in key or "PASSWORD" in key}
        targets = {secret["target"] for secret in compose["services"][name]["secrets"]}
        assert targets <= known | {"PGPASSWORD"}
    assert {one["source"] for one in compose["services"]["api"]["secrets"]} <= set(
        compose["secrets"]
    )


def test_every_volume_network_and_secret_is_declared(compose: dict[str, Any]) -> None:
    for one in compose["services"].values():
        assert set(one.get("networks", ())) <= set(compose["networks"])
        named = {v.split(":")[0] for v in one.get("volumes", ()) if v[0] not in "./$"}
        assert named <= set(compose["volumes"])


def test_the_image_is_not_root_checks_readiness_and_copies_what_is_there(dockerfile: str) -> None:
    steps = dockerfile.splitlines()
    assert steps.index("USER duizhao") < steps.index("WORKDIR /data")
    assert "/readyz" in dockerfile[dockerfile.index("HEALTHCHECK") :]
    assert "--require-hashes" in dockerfile
    allowed = (DOCKER / "Dockerfile.dockerignore").read_text().splitlines()
    copied = re.findall(r"^COPY (?:--chmod=\S+ )?(?!--from)(\S+) ", dockerfile, re.MULTILINE)
    assert copied
    for source in copied:
        assert (DOCKER.parent / source).exists()
        assert f"!{source}" in allowed


def test_secrets_come_from_files_and_a_set_variable_stays(tmp_path: Path) -> None:
    (tmp_path / "PGPASSWORD").write_text("from-file\n")
    (tmp_path / "DUIZHAO_LLM_API_KEY").write_text('key $(touch hacked) `x` "q"\n')
    (tmp_path / "DUIZHAO_LLM_MODEL").write_text("of the file")
    (tmp_path / "DUIZHAO_bad name").write_text("x")
    (tmp_path / "OTHER").write_text("x")
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\necho "$@"\nenv\n')
    python.chmod(0o755)
    done = subprocess.run(
        ["sh", str(DOCKER / "entrypoint.sh"), "serve", "--port", "1"],
        env={
            "PATH": f"{python.parent}:{os.environ['PATH']}",
            "SECRETS_DIR": str(tmp_path),
            "DUIZHAO_LLM_MODEL": "of the environment",
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert lines[0] == "-m service.cli serve --port 1"
    assert "PGPASSWORD=from-file" in lines
    assert 'DUIZHAO_LLM_API_KEY=key $(touch hacked) `x` "q"' in lines
    assert "DUIZHAO_LLM_MODEL=of the environment" in lines
    assert not any(line.startswith("OTHER=") for line in lines)
    assert not (tmp_path / "hacked").exists()
