"""Drafts, items, versions, flags."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Makes the tables."""
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("assignment_id", sa.String(length=24), nullable=False),
        sa.Column("frame", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("usage", sa.Text(), nullable=False),
        sa.Column("refused", sa.Text(), nullable=False),
        sa.Column("prompts", sa.Text(), nullable=False),
        sa.Column("job_id", sa.String(length=24), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["units.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("assignment_id"),
    )
    op.create_index("ix_drafts_unit_id", "drafts", ["unit_id"], unique=False)
    op.create_table(
        "draft_versions",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("draft_id", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("cause", sa.String(length=50), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unit_id", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["drafts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["units.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("draft_id", "number", name="draft_versions_once"),
    )
    op.create_index("ix_draft_versions_unit_id", "draft_versions", ["unit_id"], unique=False)
    op.create_table(
        "heading_versions",
        sa.Column("draft_id", sa.String(length=24), nullable=False),
        sa.Column("heading", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("cause", sa.String(length=50), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unit_id", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["drafts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["units.id"],
        ),
        sa.PrimaryKeyConstraint("draft_id", "heading", "version"),
    )
    op.create_index("ix_heading_versions_unit_id", "heading_versions", ["unit_id"], unique=False)
    op.create_table(
        "flags",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("draft_id", sa.String(length=24), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("rule", sa.String(length=100), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=50), nullable=False),
        sa.Column("unit_id", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["drafts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["units.id"],
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("flags_of_draft", "flags", ["draft_id", "key"], unique=False)
    op.create_index("ix_flags_unit_id", "flags", ["unit_id"], unique=False)
    op.create_table(
        "item_versions",
        sa.Column("draft_id", sa.String(length=24), nullable=False),
        sa.Column("item_id", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("cause", sa.String(length=50), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unit_id", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["drafts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["units.id"],
        ),
        sa.PrimaryKeyConstraint("draft_id", "item_id", "version"),
    )
    op.create_index("ix_item_versions_unit_id", "item_versions", ["unit_id"], unique=False)
    op.create_table(
        "items",
        sa.Column("draft_id", sa.String(length=24), nullable=False),
        sa.Column("item_id", sa.String(length=100), nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=False),
        sa.Column("section", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("edited_by", sa.String(length=200), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["drafts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["units.id"],
        ),
        sa.PrimaryKeyConstraint("draft_id", "item_id"),
    )
    op.create_index("ix_items_unit_id", "items", ["unit_id"], unique=False)
