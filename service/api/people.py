"""People and their roles, and the keys of programs that act for them."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime, BaseModel, Field

from service.api.acting import Administers, Reads, TheHouse
from service.api.errors import CONFLICT, MISSING
from service.api.keepable import Keepable
from service.api.paging import Page, TheSpan, page_of
from service.api.sign_in import Secret
from service.api.versions import TheVersion, tag
from service.api.words import Id, InPath, Name
from service.bootstrap import House
from service.errors import BadInput, Forbidden
from service.office.people import ApiKey, KeyScope, Membership, NewApiKey, Person
from service.scope import Permission
from service.value import Value

# Answers here are not kept for repeated requests: they hold secrets, or follow from passwords.
router = APIRouter(tags=["人员"], route_class=Keepable)


class RoleBody(BaseModel):
    """A role in a unit; without a unit, administrator of the whole house."""

    unit: Id | None = None
    role: Literal["drafter", "head", "reviewer", "administrator"]


class PersonBody(BaseModel):
    """A new person. Without a password they come by the identity provider only."""

    login: str = Field(min_length=1, max_length=100, examples=["zhangwen"])
    name: Name = Field(examples=["办公室文秘"])
    roles: tuple[RoleBody, ...] = Field(default=(), max_length=100)
    password: Secret | None = None


class PersonChange(BaseModel):
    """What changes of a person: one of these."""

    name: Name | None = None
    roles: tuple[RoleBody, ...] | None = Field(default=None, max_length=100)
    disabled: bool | None = None
    password: Secret | None = None


class KeyBody(BaseModel):
    """A new key of one's own, for one unit."""

    unit: Id
    name: Name = Field(examples=["公文系统"])
    permissions: tuple[Permission, ...] = Field(min_length=1, max_length=6, examples=[["read"]])
    expires_at: AwareDatetime | None = None


class KeyList(Value):
    """Keys without their secrets."""

    items: tuple[ApiKey, ...] = ()


@router.get("/people", summary="列出人员", responses=MISSING)
def people(
    house: TheHouse,
    scope: Administers,
    span: TheSpan,
    unit: Annotated[str | None, Query(pattern=r"^[0-9a-f]{24}$")] = None,
) -> Page[Person]:
    """By login, as far as the person administers."""
    found = house.office.people.all(scope, unit=unit, after=span.after or "", limit=span.limit + 1)
    return page_of(found, span, lambda person: person.login)


@router.post("/people", summary="新建人员", status_code=201, responses={**MISSING, **CONFLICT})
def create(house: TheHouse, scope: Administers, body: PersonBody, response: Response) -> Person:
    """A person with roles in units that the acting person administers."""
    made = house.office.people.create(
        scope,
        body.login,
        body.name,
        memberships=_roles(body.roles),
        password_hash=_hashed(house, body),
    )
    tag(response, made.version)
    return made


@router.get("/people/{person}", summary="看一个人员")
def person(house: TheHouse, scope: Reads, person: InPath, response: Response) -> Person:
    """Oneself, or a person within the units that one administers."""
    found = house.office.people.get(scope, person)
    tag(response, found.version)
    return found


@router.patch("/people/{person}", summary="改姓名、角色、密码，停用或启用")
def change(
    house: TheHouse,
    scope: Administers,
    person: InPath,
    body: PersonChange,
    version: TheVersion,
    response: Response,
) -> Person:
    """One change at a time."""
    if len(body.model_fields_set) != 1:
        raise BadInput("一次改一项：name、roles、disabled 或 password")
    people = house.office.people
    # What the act itself gives: whoever lost the last role here is out of reach from then on.
    if body.roles is not None:
        changed = people.change_roles(scope, person, _roles(body.roles), version=version)
    elif body.disabled is not None:
        act = people.disable if body.disabled else people.enable
        changed = act(scope, person, version=version)
    elif body.password is not None:
        house.office.door.set_password(
            scope, person, body.password.get_secret_value(), version=version
        )
        changed = people.get(scope, person)
    else:
        changed = people.rename(scope, person, body.name or "", version=version)
    tag(response, changed.version)
    return changed


@router.get("/people/{person}/keys", summary="列出一个人的密钥")
def keys(house: TheHouse, scope: Reads, person: InPath) -> KeyList:
    """One's own, or those in units that one administers."""
    found = house.office.keys.kept.of_person(scope, person)
    if not found:
        # Somebody without keys, or nobody that the acting person may know of.
        house.office.people.get(scope, person)
    return KeyList(items=found)


@router.post("/keys", summary="新建自己的密钥", status_code=201, responses=MISSING)
def make_key(house: TheHouse, scope: Reads, body: KeyBody) -> NewApiKey:
    """The secret is in this answer and never again. Nor is it kept for repeated requests."""
    return house.office.keys.make(
        scope,
        body.unit,
        body.name,
        permissions=body.permissions,
        expires_at=body.expires_at,
    )


@router.delete("/keys/{key}", summary="吊销密钥", responses=CONFLICT)
def revoke(house: TheHouse, scope: Reads, key: InPath) -> ApiKey:
    """From the next request on the key does nothing."""
    if isinstance(scope, KeyScope) and not scope.may("administer"):
        raise Forbidden("这把密钥没有吊销密钥的权限")
    return house.office.keys.kept.revoke(scope, key)


def _roles(given: tuple[RoleBody, ...]) -> list[Membership]:
    for role in given:
        if role.unit is None and role.role != "administrator":
            raise Forbidden("不写单位的角色只有全系统管理员")
    return [Membership(unit=role.unit, role=role.role) for role in given]


def _hashed(house: House, body: PersonBody) -> str | None:
    if body.password is None:
        return None
    return house.office.registry.passwords.new_hash(
        body.password.get_secret_value(), login=body.login
    )
