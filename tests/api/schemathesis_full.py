"""``python -m tests.api.schemathesis_full [SECONDS]``: every route with what no person would send,
by Schemathesis, for as long as asked; see ``hunt`` for what is held to be a finding."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from service.bootstrap import House
from service.office.people import Membership
from service.scope import PERMISSIONS
from service.settings import Settings
from tests.api.serving import serving

_CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_headers_conformance,response_schema_conformance,allow_header_conformance"
)
SEED = "20260131"


def main() -> int:
    """Hunts as each actor; 1 when something was found."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    found = 0
    for actor in ACTORS:
        code, said = hunt(actor, seconds=seconds // len(ACTORS), examples=200)
        sys.stdout.write(f"\n=== {actor} ===\n{said}\n")
        found |= code
    return found


ACTORS = ("local", "key", "nobody")
"""Who asks: whoever sits at a machine of their own, a program with the key of an administrator who
is also the head of a unit, and nobody at all."""


def hunt(actor: str, *, seconds: int, examples: int, database: str = "") -> tuple[int, str]:
    """Schemathesis' exit code and report after so many seconds or examples a route.

    Found is: 5xx, a status, content type, header or body that the document does not announce, and a
    wrong Allow. A key that is not needed where the document says so is found as nobody.
    """
    with TemporaryDirectory() as folder:
        settings = Settings(
            data_dir=Path(folder), database_url=database, requests_per_minute=0, max_upload_mb=1
        )
        with serving(settings, local=actor == "local") as (house, base):
            command = [sys.executable, "-m", "schemathesis.cli", "run", f"{base}/openapi.json"]
            command += ["--no-color", "--phases", "examples,coverage,fuzzing", "--seed", SEED]
            command += ["--checks", _CHECKS, "--generation-database", "none", "-n", str(examples)]
            command += ["--max-time", str(seconds), "--warnings", "off", "--max-failures", "40"]
            # How quick an answer is, is not what is looked for: a machine may be busy.
            command += ["--request-timeout", "60"]
            if actor == "key":
                command += ["--header", f"Authorization: Bearer {_key(house)}"]
            # No proxy of the machine stands between it and loopback.
            environment = {**os.environ, "NO_PROXY": "*", "no_proxy": "*"}
            run = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, text=True, check=False
            )
    return run.returncode, run.stdout + run.stderr


def _key(house: House) -> str:
    office = house.office
    operator = office.scopes.local("操作员")
    unit = office.units.create(operator, "青岚县水利局党组")
    roles = [Membership(unit=unit.id, role="head"), Membership(unit=None, role="administrator")]
    person = office.people.create(operator, "guanliyuan", "管理员", memberships=roles)
    scope = office.scopes.scope_of(person.id)
    made = office.keys.make(scope, unit.id, "试", permissions=PERMISSIONS, expires_at=None)
    return made.secret


if __name__ == "__main__":
    sys.exit(main())
