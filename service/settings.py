"""Settings, read once at the edge from ``DUIZHAO_*`` variables or ``.env``; see README."""

from pathlib import Path
from typing import Literal

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.errors import BadSettings


class Settings(BaseSettings):
    """With none set: no model, the built-in sketch embedding, SQLite and Chroma in ``data_dir``."""

    model_config = SettingsConfigDict(
        env_prefix="DUIZHAO_", env_file=".env", extra="ignore", frozen=True
    )

    llm_base_url: str = ""
    """Address of an OpenAI-compatible server; empty: compose without a model."""
    llm_model: str = ""
    llm_api_key: SecretStr = SecretStr("")
    llm_slots: int = 4
    """How many requests may be under way at the model server at once."""
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
    embed_base_url: str = ""
    """Address of an OpenAI-compatible embedding server; empty: the built-in sketch."""
    embed_model: str = ""
    embed_api_key: SecretStr = SecretStr("")
    database_url: str = ""
    """SQLAlchemy address; empty: SQLite in ``data_dir``."""
    data_dir: Path = Path.home() / ".local" / "share" / "duizhao"
    host: str = "127.0.0.1"
    port: int = 8765
    max_upload_mb: int = 20

    @field_validator("llm_external", "llm_checks", mode="before")
    @classmethod
    def _chosen(cls, said: object) -> object:
        """A choice as people write it: TRUE is true, and nothing is auto."""
        return (said.strip().lower() or "auto") if isinstance(said, str) else said

    def database(self) -> str:
        """The database address in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'duizhao.sqlite'}"


def load_settings() -> Settings:
    """The settings of this process. Raises BadSettings naming the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "DUIZHAO_" + "_".join(str(part) for part in first["loc"]).upper()
        raise BadSettings(f"设置 {name} 不可用：{_cause(first)}") from error


def _cause(error: ErrorDetails) -> str:
    """What is wrong with a value; of a choice, what it may be."""
    if error["type"] != "literal_error":
        return error["msg"]
    choices = error["ctx"]["expected"].replace("'", "").replace(" or ", "、").replace(", ", "、")
    return f"写作“{error['input']}”，只能是 {choices} 之一"
