"""The reference names every code that this room can raise, and no other."""

import re
from pathlib import Path

import mooc_tool.lti

SOURCES = [path.read_text() for path in sorted(Path(mooc_tool.lti.__file__).parent.rglob("*.py"))]
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "lti.md"
CODE = re.compile(r'"([a-z]+(?:-[a-z]+)*)"')


def raised():
    """The codes in calls of the errors, and in tables and functions that choose one."""
    calls = r'(?:LaunchError|PlatformError|TryLater|Unreadable|SettingsError)\(\s*("[^,)]*)'
    chosen = [match for source in SOURCES for match in re.findall(calls, source)]
    chosen += [match for source in SOURCES for match in re.findall(r'_object\(answer, ("[^,)]*)', source)]
    chosen += [match for source in SOURCES for match in re.findall(r'\(\d{3}, "[^"]*", ("[^")]*")', source)]
    return {code for text in chosen for code in CODE.findall(text)}


def test_the_reference_names_every_code_and_no_other():
    told = set(re.findall(r"^\| `([a-z-]+)` \|", REFERENCE.read_text(), re.MULTILINE))
    assert told == raised()
