"""Params that come with a level: it gives what the author does not set."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import JsonValue, model_validator

from mooc_tool.exercises.kind import Form

Level = Literal["discovery", "standard", "expert"]


class Levelled(Form):
    """``usual`` holds each level's values, of fields that then need no default."""

    usual: ClassVar[Mapping[str, Mapping[str, JsonValue]]]
    level: Level = "standard"

    @model_validator(mode="before")
    @classmethod
    def _set_by_level(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        level = given.get("level", "standard")
        usual = cls.usual.get(level, cls.usual["standard"]) if isinstance(level, str) else {}
        return {**usual, **given}
