"""A small town: a county with two bureaus, one of which has a station; a city beside it."""

from service.identity.registry import Registry
from service.office.people import Membership, NewSignIn, Person
from service.office.units import Unit
from service.scope import Role, Scope

RIGHT = "柳树河边有三把锄头靠墙"
ADDRESS = "10.1.2.3"


class Town:
    """The tree: 县 > (水利局 > 管理站, 教育局); 市 stands alone."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.operator = registry.scopes.local("操作员")
        self.county = self.unit("青岚县")
        self.water = self.unit("青岚县水利局", self.county)
        self.school = self.unit("青岚县教育局", self.county)
        self.station = self.unit("白鹭塘管理站", self.water)
        self.city = self.unit("临江市")

    def unit(self, name: str, parent: Unit | None = None) -> Unit:
        above = None if parent is None else parent.id
        return self.registry.units.create(self.operator, name, parent=above)

    def person(self, login: str, *roles: tuple[Unit | None, Role], password: str = "") -> Person:
        hashed = self.registry.passwords.new_hash(password, login=login) if password else None
        return self.registry.people.create(
            self.operator, login, f"{login}同志", memberships=held(*roles), password_hash=hashed
        )

    def scope(self, person: Person) -> Scope:
        return self.registry.scopes.scope_of(person.id)

    def sign_in(self, login: str, password: str = RIGHT, *, address: str = ADDRESS) -> NewSignIn:
        return self.registry.door.sign_in(login, password, address=address)


def held(*roles: tuple[Unit | None, Role]) -> list[Membership]:
    return [Membership(unit=None if u is None else u.id, role=role) for u, role in roles]


def ids(*units: Unit) -> frozenset[str]:
    return frozenset(unit.id for unit in units)
