"""Says in the reader's language what would change in a rule that is frozen."""

from collections.abc import Mapping

from mooc_tool.errors import ToolError
from mooc_tool.packs.rule_changes import RuleChange
from mooc_tool.web import formats, language
from mooc_tool.web.language import gettext
from mooc_tool.web.language import mark as _

SENTENCES = {
    "level-new": _("“%(level)s” would be new."),
    "level-gone": _("“%(level)s” would be gone."),
    "mean": _("“%(level)s”, mean asked for: %(before)s until now, %(after)s then."),
    "week-minimum": _("“%(level)s”, mean asked for in each week: %(before)s until now, %(after)s then."),
    "share": _("“%(level)s”, share of the exercises to be done: %(before)s until now, %(after)s then."),
    "over": _("“%(level)s”, exercises that it looks at: %(before)s until now, %(after)s then."),
    "points": _("“%(level)s”, points asked for in “%(exercise)s”: %(before)s until now, %(after)s then."),
    "exercise-counts": _(
        "“%(exercise)s” would count in the means: make it optional, or give it the weight 0."
    ),
    "exercise-counts-no-more": _("“%(exercise)s” would count no more in the means."),
    "weight": _("“%(exercise)s”, weight in the means: %(before)s until now, %(after)s then."),
    "weeks": _("“%(exercise)s”, its weeks: %(before)s until now, %(after)s then."),
}
_ALL_OR_NOTHING = {"over": _("all of them")}


def told(error: ToolError) -> list[str]:
    """The sentences of the changes that an error names; none for other errors."""
    changes = error.data.get("changes", ())
    return [said(change) for change in changes] if isinstance(changes, tuple) else []


def said(change: RuleChange) -> str:
    """The sentence of one change."""
    nothing = gettext(_ALL_OR_NOTHING.get(change.code, _("nothing")))
    blanks = {name: _word(value, change.code, nothing) for name, value in change.data.items()}
    return gettext(SENTENCES[change.code]) % blanks


def _word(value: object, code: str, nothing: str) -> str:
    """A text by language, a number, or a list of either."""
    spoken = language.current()
    if value is None:
        return nothing
    if isinstance(value, Mapping):
        return str(value.get(spoken) or next(iter(value.values()), ""))
    if isinstance(value, tuple):
        return ", ".join(_word(one, code, nothing) for one in value)
    if isinstance(value, int | float):
        return formats.percent(spoken, value) if code == "share" else formats.number(spoken, value)
    return str(value)
