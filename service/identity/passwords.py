"""The door to pwdlib: passwords are hashed with Argon2id, and the worst ones are refused."""

import unicodedata
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from service.errors import BadInput
from service.value import Value

SHORTEST = 10
_LONGEST = 200
# Each takes 64 MiB for its moment: a crowd at the door must not take all the memory.
_AT_ONCE = 4
_FEWEST_SIGNS = 5
_ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_LONGEST_RUN = 6
_OBVIOUS = (
    "password",
    "passw0rd",
    "iloveyou",
    "woaini",
    "admin",
    "administrator",
    "welcome",
    "letmein",
    "duizhao",
    "mima",
    "1q2w3e4r",
    "5201314",
)


class Cost(Value):
    """What one hash costs: passes, KiB of memory, threads. The defaults are pwdlib's own; tests
    lower them."""

    time: int = 3
    memory_kib: int = 65536
    threads: int = 4


_DEFAULT_COST = Cost()


class Passwords:
    """Hashes and compares passwords."""

    def __init__(self, cost: Cost = _DEFAULT_COST) -> None:
        self._at_once = BoundedSemaphore(_AT_ONCE)
        self._hash = PasswordHash((Argon2Hasher(cost.time, cost.memory_kib, cost.threads),))
        # Made now and not when first needed: the first unknown login would take twice as long.
        self._nobody = self._hash.hash("nobody")

    def new_hash(self, password: str, *, login: str) -> str:
        """The hash of a password that somebody chose. Raises BadInput when it is too easy."""
        refuse_easy(password, login)
        with self._at_once:
            return self._hash.hash(_bytes(password))

    def verify(self, password: str, kept: str | None) -> tuple[bool, str | None]:
        """Whether ``password`` has the hash ``kept``, and a new hash when that one is weaker than
        what is in force today. Without ``kept`` (an unknown login) the same work is done for
        nothing, so that time does not tell who has an account."""
        if len(password) > _LONGEST:
            # Too long to be anybody's. The work is the same, and not a megabyte's.
            password, kept = "", None
        with self._at_once:
            good, better = self._hash.verify_and_update(_bytes(password), kept or self._nobody)
        return (good, better) if kept else (False, None)


def refuse_easy(password: str, login: str) -> None:
    """Raises BadInput for a password that is too short or among the first that anybody tries."""
    plain = _normal(password).casefold()
    if len(plain) < SHORTEST:
        raise BadInput(f"密码至少要{SHORTEST}个字符")
    if len(password) > _LONGEST:
        raise BadInput(f"密码最长{_LONGEST}个字符")
    if not plain.isprintable():
        raise BadInput("密码里有控制字符，请重新输入")
    login = _normal(login).casefold()
    if login and _leftover(plain, login) < _FEWEST_SIGNS:
        raise BadInput("密码不能与登录名相同或只多几个字符")
    if len(set(plain)) < _FEWEST_SIGNS or _is_run(plain) or _is_obvious(plain):
        raise BadInput("这个密码太容易猜到，请换一个，例如几个不相干的词连在一起")


def _normal(password: str) -> str:
    """Full- and half-width alike: which of them an input method gives is chance."""
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    # A broken half of a character, which JSON can carry, is a wrong password and not a fault.
    return _normal(password).encode("utf-8", "surrogatepass")


def _leftover(plain: str, part: str) -> int:
    return len(plain.replace(part, "")) if part in plain else len(plain)


def _is_run(plain: str) -> bool:
    """Whether next to nothing is left without rows of the keyboard, forwards or backwards."""
    rest = plain
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for length in range(len(row), _LONGEST_RUN - 1, -1):
            for start in range(len(row) - length + 1):
                rest = rest.replace(row[start : start + length], "")
    return len(rest) < _FEWEST_SIGNS


def _is_obvious(plain: str) -> bool:
    """Whether it is an obvious word with digits and marks around it."""
    return any(_leftover(plain.strip("0123456789!@#$%^&*._-?"), word) == 0 for word in _OBVIOUS)
