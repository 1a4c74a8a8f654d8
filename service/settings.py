"""Settings, read once at the edge from ``DUIZHAO_*`` variables or ``.env``; see README."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.errors import BadSettings
from service.validation import cause_of


class Settings(BaseSettings):
    """With none set: no model, the built-in sketch embedding, SQLite and Chroma in ``data_dir``."""

    model_config = SettingsConfigDict(
        # A variable that is set to nothing (as compose files do) is one that is not set.
        env_prefix="DUIZHAO_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    llm_base_url: str = ""
    """Address of an OpenAI-compatible server; empty: compose without a model."""
    llm_model: str = ""
    llm_api_key: SecretStr = SecretStr("")
    llm_slots: int = 4
    """How many requests may be under way at the model server at once: on PostgreSQL of all
    processes together, on SQLite of the one there is."""
    llm_deadline_s: float = 600.0
    """Seconds that one whole draft may wait for the model."""
    llm_min_tokens_per_s: float = 1.0
    """A stream that stays slower than this after its first seconds is given up."""
    llm_stall_s: float = 90.0
    """Seconds without a single token after which a request is given up."""
    llm_external: Literal["auto", "true", "false"] = "auto"
    """Whether the model server is outside the house; auto tells by its host (llm/external.py)."""
    llm_checks: Literal["auto", "on", "off"] = "auto"
    """Whether checks and reviews may ask the model; auto: only one on the premises."""
    llm_external_use: Literal["off", "masked"] = "off"
    """Whether a model outside the house is used at all: never, or with personal details masked."""
    llm_stream: Literal["auto", "on", "off"] = "auto"
    """Whether answers are streamed; auto: streamed, whole where the server refuses to stream."""
    llm_whole_s: float = 300.0
    """Seconds that one answer may take where it is not streamed."""
    embed_base_url: str = ""
    """Address of an OpenAI-compatible embedding server; empty: the built-in sketch."""
    embed_model: str = ""
    embed_api_key: SecretStr = SecretStr("")
    embed_external: Literal["auto", "true", "false"] = "auto"
    """Whether the embedding server is outside the house, where it is not used; auto tells by its
    host."""
    database_url: str = ""
    """SQLAlchemy address; empty: SQLite in ``data_dir``."""
    data_dir: Path = Path.home() / ".local" / "share" / "duizhao"
    originals_dir: str = ""
    """Folder of the files that were handed in; empty: ``originals`` in ``data_dir``."""
    log_format: Literal["plain", "json"] = "plain"
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    host: str = "127.0.0.1"
    port: int = 8765
    auth: Literal["auto", "local", "accounts"] = "auto"
    """Whether people sign in; auto: as soon as there is an account, or another address than this
    machine's own."""
    requests_per_minute: int = 1200
    """How often one person or program may ask in a minute; 0: without limit."""
    metrics_token: SecretStr = SecretStr("")
    """What a monitoring system shows as its bearer token at /metrics; empty: only in local mode."""
    max_upload_mb: int = 20

    llm_patience_s: float = 900.0
    """Seconds that a job waits for a model server that is gone before it goes on without."""
    worker_name: str = ""
    """This worker's name on PostgreSQL, used by no other; empty: the host's name and a number."""
    work_slots: int = 2
    """How many jobs without a model (ingest, check, review) a process does at once."""
    compute_processes: int = 1
    """Child processes for heavy computing, beside the process that serves people."""
    job_poll_s: float = 0.25
    """Seconds between two looks into the queue."""

    public_url: str = ""
    """Where people reach the service, as ``https://host``; the provider sends browsers back there,
    and with https cookies travel encrypted only."""
    sign_in_idle_minutes: int = Field(default=720, ge=1)
    """A sign-in that nobody uses for so long ends."""
    sign_in_longest_hours: int = Field(default=168, ge=1)
    """A sign-in ends after so long in any case."""
    password_memory_kib: int = Field(default=65536, ge=64, le=4194304)
    """Memory that one password hash takes (Argon2id); more is safer and slower."""
    password_passes: int = Field(default=3, ge=1, le=100)
    oidc_issuer: str = ""
    """Address of the house's own sign-in provider (OpenID Connect); empty: passwords only."""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_scopes: str = "openid profile email"
    oidc_login_claim: str = ""
    """The claim that holds a person's login here, by which they are found the first time."""
    oidc_create: bool = False
    """Whether somebody unknown whom the provider vouches for becomes a person, without roles."""
    oidc_ca_file: str = ""
    """Certificates to trust at the provider instead of the public ones (PEM)."""

    @field_validator(
        "llm_external",
        "llm_external_use",
        "llm_checks",
        "llm_stream",
        "embed_external",
        "auth",
        "log_format",
        "log_level",
        mode="before",
    )
    @classmethod
    def _chosen(cls, said: object, about: ValidationInfo) -> object:
        """A choice as people write it: TRUE is true, and nothing is the default."""
        default = cls.model_fields[about.field_name or ""].default
        return (said.strip().lower() or default) if isinstance(said, str) else said

    def database(self) -> str:
        """The database address in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'duizhao.sqlite'}"

    def originals(self) -> Path:
        """The folder of originals in force."""
        return Path(self.originals_dir) if self.originals_dir else self.data_dir / "originals"

    @property
    def secure(self) -> bool:
        """Whether people reach the service by https."""
        return self.public_url.lower().startswith("https://")


def load_settings() -> Settings:
    """The settings of this process. Raises BadSettings naming the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "DUIZHAO_" + "_".join(str(part) for part in first["loc"]).upper()
        raise BadSettings(f"设置 {name} 不可用：{_cause(first)}") from error


def _cause(error: ErrorDetails) -> str:
    """What is wrong with a value; of a choice, what was written, too."""
    cause = cause_of(error)
    # What was written may be a secret, but never where there is a list to choose from.
    return f"写作“{error['input']}”，{cause}" if error["type"] == "literal_error" else cause
