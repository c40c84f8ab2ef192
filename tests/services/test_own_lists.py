"""Lists of one's own: what is read, what is said of the rest, and that the plan keeps what it promises."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mooc_tool.services import own_lists
from mooc_tool.services.cells import degrees, minute_of_day
from mooc_tool.services.communes import Communes, read_communes, shipped
from mooc_tool.services.offers_and_requests import Defaults, TripList, read_trips
from mooc_tool.services.own_lists import Matched
from mooc_tool.services.sheets import Sheet, inert, read_sheet

HEADING = "name,origin,destination,time,window,seats,detour\n"


def _known() -> Communes:
    found = read_communes("communes.csv", shipped())
    assert isinstance(found, Communes)
    return found


KNOWN = _known()


def _read(text: str, encoding: str = "utf-8") -> TripList:
    found = read_trips("list.csv", text.encode(encoding), KNOWN)
    assert isinstance(found, TripList), found
    return found


def _faults(content: str | bytes) -> list[tuple[int, str, str]]:
    raw = content.encode() if isinstance(content, str) else content
    found = read_trips("list.csv", raw, KNOWN)
    assert isinstance(found, tuple)
    assert all(str(fault).startswith(f"list.csv:{fault.line}:") for fault in found)
    return [(fault.line, fault.column, fault.code) for fault in found]


def test_the_shipped_territory_has_53_communes() -> None:
    assert len(KNOWN.positions) == 53


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_same_list_in_every_dress(encoding: str, ending: str) -> None:
    text = "name,origin,destination,time,seats\nA,42207,42218,7:45,2\n"
    english = _read(text.replace("\n", ending), encoding)
    french = _read("Nom;Origine;Destination;Heure;Places\nA;saint chamond;ST-ETIENNE;07h45;2\n", encoding)
    assert english.trips == french.trips
    assert (english.delimiter, french.delimiter) == (",", ";")
    (trip,) = english.trips
    assert (trip.minute, trip.window, trip.detour, trip.seats) == (465, 15, 8, 2)
    assert trip.origin == (45.47278, 4.5075)


def test_degrees_count_where_they_are_given() -> None:
    heading = "origin;origin latitude;origin longitude;destination;time\n"
    found = _read(heading + "42207;45,5;4.5;42218;7h\n42207;;;42218;7h\n")
    assert [trip.origin for trip in found.trips] == [(45.5, 4.5), (45.47278, 4.5075)]


def test_defaults_stand_for_empty_cells_only() -> None:
    found = read_trips(
        "l", (HEADING + "A,42207,42218,7h,,,\nB,42207,42218,7h,0,3,1\n").encode(), KNOWN, Defaults(5, 6, 7)
    )
    assert isinstance(found, TripList)
    assert [(trip.window, trip.detour, trip.seats) for trip in found.trips] == [(5, 6, 7), (0, 1, 3)]


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = HEADING + "A,Firmini,,25:00,-1,many,999\n\nB,42218,42218,7h,1,1,1\nC,42207\n"
    assert set(_faults(wrong)) == {
        (2, "origin", "unknown-commune"), (2, "destination", "empty"), (2, "time", "time"),
        (2, "window", "whole-number"), (2, "seats", "whole-number"), (2, "detour", "whole-number"),
        (4, "destination", "goes-nowhere"), (5, "", "row-length"),
    }  # fmt: skip


def test_the_nearest_name_is_told() -> None:
    found = read_trips("l.csv", (HEADING + "A,Firmini,42218,7h,,,\n").encode(), KNOWN)
    assert isinstance(found, tuple)
    sentence = "“Firmini” is no code or name of a commune (the nearest is Firminy)."
    assert [str(fault) for fault in found] == [f"l.csv:2: origin: {sentence}"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", (1, "", "no-heading")),
        (b"origin,destination,time\n", (1, "", "no-rows")),
        (b"origin,destination\n42207,42218\n", (1, "time", "column-missing")),
        (b"destination,time\n42207,7h\n", (1, "origin", "column-missing")),
        (b"origin_latitude,destination,time\n45,42218,7h\n", (1, "origin_longitude", "column-missing")),
        (b"origin,origine,destination,time\na,b,c,7h\n", (1, "origin", "column-twice")),
        (b"origin,destination,time\n42207,\xe9,7h\n", (2, "", "not-utf-8")),
        (b'origin,destination,time\n42207,"42218,7h\n', (2, "", "not-csv")),
    ],
)
def test_what_is_no_list_is_said(content: bytes, expected: tuple[int, str, str]) -> None:
    assert _faults(content) == [expected]


def test_lines_are_those_of_the_file() -> None:
    assert _faults('name,origin,destination,time\n"two\nlines",42207,42218,7h\nB,42207,42218,\n') == [
        (4, "time", "empty")
    ]


def test_other_columns_are_named() -> None:
    assert _read("origin,phone,destination,time\n42207,1,42218,7h\n").not_read == ("phone",)


def test_communes_of_ones_own() -> None:
    text = "code;nom;lat;lon\n1;Là-Bas;45,1;4\n2;Double;45;4\n3;Double;46;4\n"
    known = read_communes("own.csv", text.encode())
    assert isinstance(known, Communes)
    assert known.find("la bas") == ("1",)
    assert len(known.find("double")) == 2
    twice = read_communes("own.csv", (text + "1;Encore;91;x\n").encode())
    assert isinstance(twice, tuple)
    assert [fault.code for fault in twice] == ["code-twice", "degrees", "degrees"]
    assert "line 2" in str(twice[0])


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for heading in (b"", HEADING.encode()):
        found = read_trips("list.csv", heading + content, KNOWN)
        assert found.trips if isinstance(found, TripList) else found
        assert isinstance(found, TripList) or all(str(fault) and fault.line > 0 for fault in found)


@given(st.integers(0, 1439))
def test_every_minute_has_its_times(minute: int) -> None:
    hour, rest = divmod(minute, 60)
    written = (f"{hour}:{rest:02}", f"{hour:02}h{rest:02}", f"{hour:02}:{rest:02}:00")
    assert {minute_of_day(text) for text in written} == {minute}


@given(st.text(max_size=8))
def test_other_text_is_no_time_and_no_degrees(text: str) -> None:
    minute, value = minute_of_day(text), degrees(text, 90)
    assert minute is None or (0 <= minute < 1440 and text[0].isdigit())
    assert value is None or -90 <= value <= 90


_cell = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=12)


@given(st.lists(st.tuples(_cell, _cell), min_size=1, max_size=6), st.sampled_from(",;"))
def test_cells_come_back_as_they_were_written(rows: list[tuple[str, str]], delimiter: str) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([("a", "b"), *rows])
    found = read_sheet("s.csv", text.getvalue().encode(), {"a": (), "b": ()})
    expected = [(a.strip(), b.strip()) for a, b in rows if a.strip() or b.strip()]
    assert isinstance(found, Sheet)
    assert [(row.cells["a"], row.cells["b"]) for row in found.rows] == expected
    assert [fault.code for fault in found.faults] == ([] if expected else ["no-rows"])


@given(st.text(max_size=5))
def test_no_cell_is_a_formula(text: str) -> None:
    assert not inert(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert inert(text).endswith(text)


_codes = sorted(KNOWN.positions)[:12]
_trip = st.tuples(st.sampled_from(_codes), st.integers(440, 480), st.integers(0, 2), st.integers(0, 20))


def _list(trips: list[tuple[str, int, int, int]]) -> TripList:
    rows = [f"p,{code},42218,{m // 60}:{m % 60:02},15,{seats},{detour}" for code, m, seats, detour in trips]
    return _read(HEADING + "\n".join(rows))


@settings(max_examples=40)
@given(st.lists(_trip, min_size=1, max_size=8), st.lists(_trip, min_size=1, max_size=8))
def test_the_optimum_is_one_and_nobody_is_lost(
    offered: list[tuple[str, int, int, int]], requested: list[tuple[str, int, int, int]]
) -> None:
    offers, requests = _list(offered), _list(requested)
    pairs, kilometres = (own_lists.match(offers, requests, aim) for aim in ("pairs", "kilometres"))
    for found in (pairs, kilometres):
        _nobody_is_lost(found, offers, requests)
    assert pairs.summary.optimum.pairs >= pairs.summary.first_come.pairs
    assert pairs.summary.optimum.pairs >= kilometres.summary.optimum.pairs
    most = kilometres.summary.optimum.kilometres_avoided
    assert most >= max(0, kilometres.summary.first_come.kilometres_avoided)
    assert most >= pairs.summary.optimum.kilometres_avoided


def _nobody_is_lost(found: Matched, offers: TripList, requests: TripList) -> None:
    served = [one.request.line for one in found.shared] + [trip.line for trip in found.requests_left]
    assert sorted(served) == [trip.line for trip in requests.trips]
    driving = {one.offer.line for one in found.shared} | {trip.line for trip in found.offers_left}
    assert driving == {trip.line for trip in offers.trips}
    for trip in offers.trips:
        assert sum(one.offer.line == trip.line for one in found.shared) <= trip.seats
    assert all(one.detour <= one.offer.detour for one in found.shared)
    rows = list(csv.reader(io.StringIO(own_lists.as_csv(found, ";").decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + len(found.shared) + len(found.requests_left) + len(found.offers_left)


def test_among_plans_with_as_many_pairs_the_most_kilometres_are_avoided() -> None:
    offers = _read(HEADING + "near,42207,42218,7h40,15,1,8\n")
    requests = _read(HEADING + "near,42207,42218,7h40,15,,\nfar,42186,42218,7h30,15,,\n")
    generous = _read(HEADING + "long,42186,42218,7h30,15,1,8\n")
    assert [one.request.name for one in own_lists.match(generous, requests).shared] == ["far"]
    assert [one.request.name for one in own_lists.match(offers, requests).shared] == ["near"]
