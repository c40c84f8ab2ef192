"""Offers and requests from a list of one's own, matched; beside it what first come, first served would do."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import numpy as np

from mooc_tool.engine import Candidates, Gains, Roads, Rules, best_assignment, feasible_pairs, served_in_order
from mooc_tool.engine.arrays import Int32
from mooc_tool.services.offers_and_requests import Trip, TripList
from mooc_tool.services.sheets import inert

Aim = Literal["pairs", "kilometres"]
HEADINGS = (
    "state", "request", "request_line", "offer", "offer_line", "pick_up", "detour_minutes",
    "kilometres_avoided",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shared:
    """One passenger in one car: minute of the day, minutes, metres of car travel avoided."""

    request: Trip
    offer: Trip
    pick_up: int
    detour: int
    avoided: int


@dataclass(frozen=True, slots=True)
class Worth:
    """How good a plan is. ``share_served``: of all requests, per cent."""

    pairs: int
    share_served: float
    kilometres_avoided: float


@dataclass(frozen=True, slots=True)
class Summary:
    """What is told of a matching: no names."""

    aim: Aim
    offers: int
    seats: int
    requests: int
    possible_pairs: int
    optimum: Worth
    first_come: Worth
    roads_percent: int
    speed: int


@dataclass(frozen=True, slots=True)
class Matched:
    """Who goes with whom, who is left, and the summary."""

    shared: tuple[Shared, ...]
    requests_left: tuple[Trip, ...]
    offers_left: tuple[Trip, ...]
    summary: Summary


def match(offers: TripList, requests: TripList, aim: Aim = "pairs") -> Matched:
    """Match for this aim.

    ``pairs``: as many as can be and, among such plans, the most kilometres avoided. ``kilometres``: as
    many kilometres avoided as can be. First come, first served: each request, in the list's order, takes
    the free seat that avoids most.
    """
    roads = Roads()
    found = feasible_pairs(offers.for_engine(), requests.for_engine(), Rules(roads))
    shared = _shared(found, _best(found, offers.seats, aim), offers, requests)
    early = _shared(found, served_in_order(found, offers.seats, best=True).driver, offers, requests)
    served = {one.request.line for one in shared}
    driving = {one.offer.line for one in shared}
    many = len(requests.trips)
    summary = Summary(
        aim, len(offers.trips), sum(offers.seats), many, len(found),
        _worth(shared, many), _worth(early, many), roads.percent, roads.speed,
    )  # fmt: skip
    return Matched(
        shared,
        tuple(trip for trip in requests.trips if trip.line not in served),
        tuple(trip for trip in offers.trips if trip.line not in driving),
        summary,
    )


def _best(found: Candidates, seats: Sequence[int], aim: Aim) -> Int32:
    """The offer of each request, -1 for none."""
    places = np.asarray(seats, np.int64)
    if aim == "kilometres":
        return best_assignment(found.gain_arrays(places)).partner
    # one pair more is worth more than all kilometres that it could cost
    more_than_all = 1 + 2 * int(np.abs(found.avoided).max(initial=0)) * found.passengers
    gains = Gains.of_arrays(found.start, found.driver, more_than_all + found.avoided, places)
    return best_assignment(gains).partner


def _shared(
    found: Candidates, driver: Sequence[int] | Int32, offers: TripList, requests: TripList
) -> tuple[Shared, ...]:
    chosen = np.asarray(driver)[found.passenger] == found.driver
    columns = (found.passenger, found.driver, found.pickup, found.detour_minutes, found.avoided)
    rows = zip(*(column[chosen].tolist() for column in columns), strict=True)
    return tuple(
        Shared(requests.trips[passenger], offers.trips[taken], *rest) for passenger, taken, *rest in rows
    )


def _worth(shared: Sequence[Shared], requests: int) -> Worth:
    metres = sum(one.avoided for one in shared)
    return Worth(len(shared), round(100 * len(shared) / requests, 1), round(metres / 1000, 1))


def as_csv(matched: Matched, delimiter: str) -> bytes:
    """Every request and every offer, also those left; a decimal comma where semicolons separate."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows(_rows(matched, "," if delimiter == ";" else "."))
    return text.getvalue().encode("utf-8-sig")


def _rows(matched: Matched, point: str) -> Iterator[tuple[object, ...]]:
    for one in matched.shared:
        hour, minute = divmod(one.pick_up % 1440, 60)
        kilometres = f"{one.avoided / 1000:.1f}".replace(".", point)
        ends = inert(one.request.name), one.request.line, inert(one.offer.name), one.offer.line
        yield ("matched", *ends, f"{hour:02}:{minute:02}", one.detour, kilometres)
    for trip in matched.requests_left:
        yield ("request left", inert(trip.name), trip.line, *[""] * 5)
    for trip in matched.offers_left:
        yield ("offer left", "", "", inert(trip.name), trip.line, *[""] * 3)


def as_data(summary: Summary) -> dict[str, object]:
    """The summary for JSON."""
    return asdict(summary)


def as_text(summary: Summary) -> str:
    """The summary in plain English."""
    best, early = summary.optimum, summary.first_come
    aim = "as many pairs as can be" if summary.aim == "pairs" else "as many kilometres avoided as can be"
    return (
        f"{summary.requests} requests, {summary.offers} offers with {summary.seats} seats, "
        f"{summary.possible_pairs} possible pairs.\n"
        f"Aim: {aim}.\n\n"
        f"{'':24}{'optimum':>10}{'first come':>12}\n"
        f"{'pairs':24}{best.pairs:>10}{early.pairs:>12}\n"
        f"{'requests served, %':24}{best.share_served:>10}{early.share_served:>12}\n"
        f"{'kilometres avoided':24}{best.kilometres_avoided:>10}{early.kilometres_avoided:>12}\n\n"
        f"Roads are taken as {summary.roads_percent / 100:g} times the crow's way, "
        f"driven at {summary.speed} km/h.\n"
    )
