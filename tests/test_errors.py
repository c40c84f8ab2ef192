"""The tree of foreseen errors: drawn as it is, each with a status of its own or its parent's."""

import inspect
import re
from http import HTTPStatus

import pytest

from mooc_tool import errors
from mooc_tool.errors import LaunchError, PlatformError, SettingsError, ToolError, TryLater
from mooc_tool.web import failures

CLASSES = [
    found
    for _, found in inspect.getmembers(errors, inspect.isclass)
    if issubclass(found, ToolError) and found.__module__ == errors.__name__
]
DRAWN = {
    name: len(indent) // 4
    for indent, name in re.findall(r"^ {4}([│├└─ ]*)(\w+) {2,}", inspect.getdoc(errors) or "", re.M)
}


def depth(found: type[ToolError]) -> int:
    """How far below ToolError."""
    return found.__mro__.index(ToolError)


def test_the_drawing_shows_every_class_where_it_is() -> None:
    assert {found.__name__: depth(found) for found in CLASSES} == DRAWN


@pytest.mark.parametrize("found", CLASSES, ids=lambda found: found.__name__)
def test_every_class_has_a_status(found: type[ToolError]) -> None:
    assert found in failures.STATUS
    assert 400 <= failures.STATUS[found] < 600
    assert found.__doc__


def test_the_table_names_nothing_else() -> None:
    assert set(failures.STATUS) == set(CLASSES)


def test_a_class_that_is_not_in_the_table_answers_as_its_parent() -> None:
    class Shut(errors.Closed):
        pass

    assert failures.status_of(Shut("shut")) is HTTPStatus.CONFLICT


def test_no_class_answers_as_a_bug() -> None:
    assert HTTPStatus.INTERNAL_SERVER_ERROR not in failures.STATUS.values()


def test_an_error_says_its_code_and_data() -> None:
    assert str(ToolError("some-code")) == "some-code"
    assert str(ToolError("some-code", a=1, b="x")) == "some-code (a=1, b=x)"
    assert str(SettingsError("code", "A sentence.")) == "A sentence."
    assert LaunchError("code").mender == "administrator"
    error = TryLater("code", words="busy", status=503, after=2.0)
    assert (error.words, error.status, error.after) == ("busy", 503, 2.0)
    assert isinstance(error, PlatformError)
