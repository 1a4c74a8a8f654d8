"""What every value of the product has in common: frozen, and the same in JSON as in Python."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value. Unknown JSON fields are ignored, so that older readers take newer files."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    def to_json(self, *, indent: int | None = None) -> str:
        """JSON text (UTF-8, Chinese unescaped) with the field names of the public contract."""
        return self.model_dump_json(by_alias=True, indent=indent)
