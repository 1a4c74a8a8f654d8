"""People, what they are in which unit, and how they prove who they are."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.ownership import Base, Digest, Id, Name, UnitId, Word


class PersonRow(Base):
    """A person. Without ``password_hash`` they come by OIDC (``issuer``, ``subject``) only."""

    __tablename__ = "persons"

    id: Mapped[Id] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[Name]
    password_hash: Mapped[str | None] = mapped_column(String(300))
    issuer: Mapped[str | None] = mapped_column(String(300))
    subject: Mapped[str | None] = mapped_column(String(300))
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (UniqueConstraint("issuer", "subject", name="persons_by_subject"),)


class MembershipRow(Base):
    """A role in a unit. Without a unit: administrator of the whole house."""

    __tablename__ = "memberships"

    id: Mapped[Id] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(String(24), ForeignKey("persons.id"), index=True)
    unit_id: Mapped[str | None] = mapped_column(String(24), ForeignKey("units.id"), index=True)
    role: Mapped[Word]

    __table_args__ = (UniqueConstraint("person_id", "unit_id", "role", name="memberships_once"),)


class SignInRow(Base):
    """A signed-in browser: only the hash of its token is kept, and nothing of its CSRF token."""

    __tablename__ = "sign_ins"

    token_hash: Mapped[Digest] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(String(24), ForeignKey("persons.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class PendingSignInRow(Base):
    """An OIDC sign-in that went to the provider and has not come back."""

    __tablename__ = "pending_sign_ins"

    state_hash: Mapped[Digest] = mapped_column(primary_key=True)
    nonce: Mapped[str] = mapped_column(String(100))
    verifier: Mapped[str] = mapped_column(String(200))
    goes_to: Mapped[str] = mapped_column(String(500), default="/")
    expires_at: Mapped[datetime]


class AttemptRow(Base):
    """A failed sign-in, counted for throttling."""

    __tablename__ = "failed_attempts"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    subject: Mapped[str] = mapped_column(String(200), index=True)
    at: Mapped[datetime]


class ApiKeyRow(Base):
    """A key of a person for one unit. The key itself is shown once and never kept."""

    __tablename__ = "api_keys"

    id: Mapped[Id] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(String(24), ForeignKey("persons.id"), index=True)
    unit_id: Mapped[UnitId]
    name: Mapped[Name]
    prefix: Mapped[str] = mapped_column(String(16))
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    permissions: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
