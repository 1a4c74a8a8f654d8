"""What requests carry."""

from pydantic import BaseModel, Field

from service.notes import RawNote


class NotesBody(BaseModel):
    """Notes to sort, or to turn into draft problems."""

    kind: str = Field(description="文种标识", examples=["team-2025"])
    notes: tuple[RawNote, ...] = Field(
        min_length=1,
        max_length=5000,
        description="意见：编号 id、原文 text、来源 source",
        examples=[[{"id": "N001", "text": "中心组学习光念文件，不讨论", "source": "座谈会"}]],
    )


class DraftBody(NotesBody):
    """Notes to draft a whole paper from."""

    unit: str = Field(
        min_length=1, max_length=100, description="单位全称", examples=["青岚县水利局党组"]
    )
    year: int | None = Field(default=None, ge=2000, le=2100, description="不给则用文种的年度")
