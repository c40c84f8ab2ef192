"""Numbers, distances and dates as the reader's language writes them."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from flask import Flask

from mooc_tool.web import language

_NARROW, _WIDE = "\u202f", "\u00a0"


_KEPT = 4096  # a table's cells repeat few numbers, and each costs Babel 40 microseconds


@lru_cache(_KEPT)
def _written(value: float, pattern: str | None, spoken: str) -> str:
    return format_decimal(value, format=pattern, locale=spoken)


def number(value: float) -> str:
    """1234.5 -> "1 234,5" or "1,234.5"."""
    return _written(value, None, language.current())


def decimal(value: float, digits: int = 1) -> str:
    """``value`` with exactly ``digits`` decimals."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return _written(value, pattern, language.current())


def percent(share: float) -> str:
    """0.254 -> "25 %" or "25%"."""
    gap = _NARROW if language.current() == "fr" else ""
    return f"{decimal(share * 100, 0)}{gap}%"


def km(metres: float) -> str:
    """3400 -> "3,4 km"."""
    return f"{decimal(metres / 1000, 1)}{_WIDE}km"


def clock(minutes: float) -> str:
    """Minutes after midnight: 465 -> "7 h 45" or "7:45"."""
    hour, minute = divmod(round(minutes), 60)
    return f"{hour}{_WIDE}h{_WIDE}{minute:02}" if language.current() == "fr" else f"{hour}:{minute:02}"


def day(value: date | datetime) -> str:
    """A date in full."""
    return format_date(value, format="long", locale=language.current())


def moment(value: datetime) -> str:
    """A date and a time in UTC: the tool does not know where its reader is."""
    spoken = language.current()
    hour = format_datetime(value, "HH:mm", locale=spoken)
    return f"{format_date(value, format='medium', locale=spoken)}, {hour}{_WIDE}UTC"


def duration(value: timedelta) -> str:
    """Whole minutes."""
    return f"{round(value.total_seconds() / 60)}{_WIDE}min"


def install(app: Flask) -> None:
    """Give templates the filters."""
    app.jinja_env.filters.update(
        number=number, decimal=decimal, percent=percent, km=km, clock=clock, date=day, datetime=moment,
        duration=duration,
    )  # fmt: skip
