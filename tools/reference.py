"""Writes the tables of docs/reference that the code knows best: settings, commands, errors, tables.

Each stands between ``<!-- generated: name -->`` and ``<!-- end -->``. ``python tools/reference.py`` rewrites
them; tests/docs compares.
"""

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
from pydantic.fields import FieldInfo

from mooc_tool import errors
from mooc_tool.cli import command
from mooc_tool.config import PREFIX, Settings
from mooc_tool.lti.families import FAMILIES, Family
from mooc_tool.records import Base
from mooc_tool.web.failures import STATUS
from mooc_tool.web.said import SAID

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
_BLOCK = re.compile(r"(<!-- generated: ([a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)
# answered by the web itself, or by a class of error of its own
_ANSWERED = {
    "method-wrong": 405, "too-large": 413, "bug": 500, "busy": 503, "choice-missing": 422,
    "name-unwritable": 422,
}  # fmt: skip


def settings() -> str:
    """A row for each variable."""
    rows = [
        (f"`{PREFIX}{name.upper()}`", _default(name, field), _limits(field), field.description or "")
        for name, field in Settings.model_fields.items()
    ]
    return _table(("Variable", "If not set", "Values", "What it decides"), rows)


def _default(name: str, field: FieldInfo) -> str:
    if name == "instance":
        return "`instance/` of a checkout, else `~/.local/share/mooc-tool`"
    if field.default == "":
        return "empty"
    return f"`{str(field.default).lower() if isinstance(field.default, bool) else field.default}`"


def _limits(field: FieldInfo) -> str:
    least = next((str(limit.ge) for limit in field.metadata if hasattr(limit, "ge")), "")
    most = next((str(limit.le) for limit in field.metadata if hasattr(limit, "le")), "")
    if least:
        return f"{least} to {most}" if most else f"{least} or more"
    choices = getattr(field.annotation, "__args__", ())
    if choices:
        return ", ".join(f"`{choice}`" for choice in choices)
    named = {"bool": "`true`, `false`", "Path": "a folder"}
    return named.get(getattr(field.annotation, "__name__", ""), "text")


def commands() -> str:
    """A section for each command that does something."""
    return "\n".join(_section(path, found) for path, found in every_command())


def every_command() -> Iterator[tuple[str, click.Command]]:
    """The commands with what is typed to reach them, groups left out."""
    yield from _below("mooc-tool", command)


def _below(path: str, found: click.Command) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(found, click.Group):
        yield path, found
        return
    for name in sorted(found.commands):
        yield from _below(f"{path} {name}", found.commands[name])


def _section(path: str, found: click.Command) -> str:
    arguments = [f" {part.make_metavar(click.Context(found))}" for part in found.params if _is_argument(part)]
    text = f"### `{path}{''.join(arguments)}`\n\n{found.help}\n"
    options = [_option(part) for part in found.params if isinstance(part, click.Option)]
    return text + ("\n" + _table(("Option", "Meaning"), options) if options else "")


def _is_argument(part: click.Parameter) -> bool:
    return isinstance(part, click.Argument)


def _option(part: click.Option) -> tuple[str, str]:
    said = [part.help or "", "Required." if part.required else ""]
    if part.show_default and not part.is_flag:
        said.append(f"Default: {part.default}.")
    return f"`{part.opts[0]}`", " ".join(filter(None, said))


def pages() -> str:
    """A row for each code with sentences of its own."""
    status = {code: STATUS[kind].value for code, kind in raised()} | _ANSWERED
    rows = [
        (f"`{code}`", str(status.get(code, "")), said.wrong, said.advice)
        for code, said in sorted(SAID.items())
    ]
    return _table(("Code", "Status", "What is wrong", "What to do"), rows)


def raised() -> list[tuple[str, type[errors.ToolError]]]:
    """Every code that is written where an error is made, with the error's class."""
    found = set()
    for path in (ROOT / "mooc_tool").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                kind = getattr(errors, getattr(node.func, "id", ""), None)
                if isinstance(kind, type) and issubclass(kind, errors.ToolError):
                    found.add((str(node.args[0].value), kind))
    return sorted(found, key=lambda pair: (pair[0], pair[1].__name__))


def tables() -> str:
    """A row for each table of the database."""
    rows = [
        (f"`{mapper.local_table}`", " ".join((mapper.class_.__doc__ or "").split()))
        for mapper in sorted(Base.registry.mappers, key=lambda one: str(one.local_table))
    ]
    return _table(("Table", "A row is"), rows)


def families() -> str:
    """A row for each family of platforms."""
    heads = (
        "Family", "Codes", "Framed by", "Token audience", "Words it refuses with", "Column in a deep link",
        "Maximum of a column", "Besides",
    )  # fmt: skip
    return _table(heads, [_family(one) for one in FAMILIES])


def _family(one: Family) -> tuple[str, ...]:
    meanings = [f"{said.status} “{said.words}”: `{said.code}`" for said in one.meanings]
    largest = f"at most {one.largest_maximum:g}" if one.largest_maximum else ""
    besides = [
        *(f"{sign.status} with `{sign.header}: {sign.values[0]}` is 429" for sign in one.throttles),
        *(f"`{host}` may speak for `{issuer}`" for issuer, host in one.configured_by.items()),
        *(["administrators of a course teach it"] if one.administrators_teach else []),
        *(["opens learners’ work without saying so"] if one.reviews else []),
        _histories(one),
        *([f"{one.members_page} members a page"] if one.members_page else []),
        *([f"offered at {', '.join(one.placements)}"] if one.placements else []),
        *(f"`{name.rpartition('/')[2]}`: {value}" for name, value in one.registration.items()),
    ]
    return (
        one.name,
        ", ".join(f"`{code}`" for code in one.codes),
        "any https site" if one.pages_elsewhere else "its own addresses",
        one.token_audience or "token address",
        "; ".join(meanings) or "none of its own",
        one.lines_in_deep_links,
        ", ".join(filter(None, ("whole" if one.whole_maxima else "any number", largest))),
        "; ".join(filter(None, besides)),
    )


def _histories(one: Family) -> str:
    """Which of the variables that tell origins it does not fill in."""
    lacking = sorted(Family("").histories - one.histories)
    return "does not fill in " + ", ".join(f"`{variable}`" for variable in lacking) if lacking else ""


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)


GENERATED: dict[str, Callable[[], str]] = {
    "settings": settings,
    "commands": commands,
    "pages": pages,
    "tables": tables,
    "families": families,
}


def rewritten(text: str) -> str:
    """``text`` with its generated parts made anew."""
    return _BLOCK.sub(lambda block: f"{block[1]}\n{GENERATED[block[2]]()}\n{block[3]}", text)


def files() -> list[Path]:
    """The documents that have generated parts."""
    documents = sorted(REFERENCE.glob("*.md"))
    return [path for path in documents if _BLOCK.search(path.read_text(encoding="utf-8"))]


if __name__ == "__main__":
    for document in files():
        document.write_text(rewritten(document.read_text(encoding="utf-8")), encoding="utf-8")
