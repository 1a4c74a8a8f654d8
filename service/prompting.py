"""Prompts are versioned files: ``prompts/<task>.md`` with a YAML head and a Jinja2 body.

The head declares ``version`` and ``variables``; the body has a ``# system`` part, the same for
every call of a draft so that servers reuse its prefix, and a ``# user`` part.
"""

from functools import cache
from importlib.resources import files

import yaml
from jinja2 import StrictUndefined
from jinja2 import Template as Compiled
from jinja2.sandbox import SandboxedEnvironment

from service.errors import BadData
from service.value import Value

# Notes are plain text inside prompts, not HTML: escaping would change what is quoted.
_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=False)


class Prompt(Value):
    """A rendered prompt. ``stamp`` is ``name@version`` and is kept with the answer."""

    stamp: str
    system: str
    user: str


class Template(Value):
    """A prompt file, read."""

    name: str
    version: str
    variables: tuple[str, ...]
    system: str
    user: str


def names() -> tuple[str, ...]:
    """The names of every prompt file."""
    found = (p.name for p in files("prompts").iterdir())
    return tuple(sorted(name[:-3] for name in found if name.endswith(".md")))


@cache
def load(name: str) -> Template:
    """The prompt file of that name. Raises BadData when it breaks its form."""
    raw = (files("prompts") / f"{name}.md").read_text(encoding="utf-8")
    try:
        _, head, body = raw.split("---\n", 2)
        _, system, user = _parts(body)
        fields = yaml.safe_load(head)
        return Template(
            name=name,
            version=str(fields["version"]),
            variables=tuple(fields["variables"]),
            system=system,
            user=user,
        )
    except (ValueError, KeyError, yaml.YAMLError) as error:
        raise BadData(f"提示词 prompts/{name}.md 的格式不对：{error}") from error


def _parts(body: str) -> tuple[str, str, str]:
    before, _, rest = body.partition("# system\n")
    system, mark, user = rest.partition("\n# user\n")
    if not mark:
        raise ValueError("缺少 # system 或 # user")
    return before, system.strip(), user.strip()


def render(name: str, **values: object) -> Prompt:
    """The prompt with its variables filled. Raises BadData when they are not the declared ones."""
    template = load(name)
    if set(values) != set(template.variables):
        raise BadData(f"提示词 {name} 的变量应为 {template.variables}，得到 {tuple(values)}")
    return Prompt(
        stamp=f"{name}@{template.version}",
        system=_fill(template.system, values),
        user=_fill(template.user, values),
    )


def _fill(text: str, values: dict[str, object]) -> str:
    return _compiled(text).render(values)


@cache
def _compiled(text: str) -> Compiled:
    """A part of a prompt file, compiled once: only files of ours come here, and they are few."""
    return _ENVIRONMENT.from_string(text)


def plain(text: str) -> str:
    """``text`` that cannot close the fence it stands in: its angle brackets become full-width."""
    flat = " ".join(text.split())
    return flat.replace("<", "＜").replace(">", "＞").replace('"', "＂")
