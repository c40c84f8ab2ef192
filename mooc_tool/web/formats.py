"""Numbers, distances and dates as the reader's language writes them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache, partial

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from flask import Flask

from mooc_tool.web import language

_NARROW, _WIDE = "\u202f", "\u00a0"
_KEPT = 4096  # a table's cells repeat few numbers, and each costs Babel 40 microseconds


@lru_cache(_KEPT)
def number(spoken: str, value: float) -> str:
    """1234.5 -> "1 234,5" or "1,234.5"."""
    return decimal(spoken, value, 0) if isinstance(value, int) else format_decimal(value, locale=spoken)


@cache
def _symbols(spoken: str) -> dict[int, str]:
    return str.maketrans({",": get_group_symbol(spoken), ".": get_decimal_symbol(spoken)})


@lru_cache(_KEPT)
def decimal(spoken: str, value: float, digits: int = 1) -> str:
    """``value`` with exactly ``digits`` decimals, as Babel writes it in a twentieth of its time."""
    return f"{Decimal(str(value)):,.{digits}f}".translate(_symbols(spoken))


def percent(spoken: str, share: float) -> str:
    """0.254 -> "25 %" or "25%"."""
    gap = _NARROW if spoken == "fr" else ""
    return f"{decimal(spoken, share * 100, 0)}{gap}%"


@lru_cache(_KEPT)
def km(spoken: str, metres: float) -> str:
    """3400 -> "3,4 km"."""
    return f"{decimal(spoken, metres / 1000, 1)}{_WIDE}km"


@lru_cache(_KEPT)
def clock(spoken: str, minutes: float) -> str:
    """Minutes after midnight: 465 -> "7 h 45" or "7:45"."""
    hour, minute = divmod(round(minutes), 60)
    return f"{hour}{_WIDE}h{_WIDE}{minute:02}" if spoken == "fr" else f"{hour}:{minute:02}"


def day(spoken: str, value: date | datetime) -> str:
    """A date in full."""
    return format_date(value, format="long", locale=spoken)


def moment(spoken: str, value: datetime) -> str:
    """A date and a time in UTC: the tool does not know where its reader is."""
    hour = format_datetime(value, "HH:mm", locale=spoken)
    return f"{format_date(value, format='medium', locale=spoken)}, {hour}{_WIDE}UTC"


def duration(_spoken: str, value: timedelta) -> str:
    """Whole minutes."""
    return f"{round(value.total_seconds() / 60)}{_WIDE}min"


_FILTERS: dict[str, Callable[..., str]] = {
    "number": number,
    "decimal": decimal,
    "percent": percent,
    "km": km,
    "clock": clock,
    "date": day,
    "datetime": moment,
    "duration": duration,
}


def filters(spoken: str) -> dict[str, Callable[..., str]]:
    """The templates' filters in one language."""
    return {name: partial(filter_, spoken) for name, filter_ in _FILTERS.items()}


def install(app: Flask) -> None:
    """Give templates the filters, in the language of each request."""

    def spoken(filter_: Callable[..., str]) -> Callable[..., str]:
        return lambda *given: filter_(language.current(), *given)

    app.jinja_env.filters.update({name: spoken(filter_) for name, filter_ in _FILTERS.items()})
