"""Reading a territory: two files, all faults at once with line and reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.exercises.territory import Territory, TerritoryFault, read_territory

HEADER = "code,name,population,latitude,longitude\n"
COMMUNES = (HEADER + "1,Amont,100,45.5,4.5\n2,Aval,200,45.4,4.4\n").encode()
CORRIDOR = '[[corridor]]\nid = "valley"\ntitles = { en = "Valley" }\norigins = ["1"]\ndestination = "2"\n'


def faults(communes: bytes, corridors: bytes = b"") -> list[tuple[str, int, str]]:
    read = read_territory(communes, corridors)
    assert isinstance(read, tuple)
    return [(fault.file, fault.line, fault.code) for fault in read]


def test_the_shipped_territory_has_53_communes_and_three_corridors(territory: Territory) -> None:
    assert len(territory.communes) == 53
    assert sum(commune.population for commune in territory.communes.values()) == 408_391
    assert list(territory.corridors) == ["gier", "ondaine", "furan-plaine"]
    assert {corridor.destination for corridor in territory.corridors.values()} == {"42218"}


def test_a_territory_is_read_whole() -> None:
    read = read_territory(b"\xef\xbb\xbf" + COMMUNES, CORRIDOR.encode())
    assert isinstance(read, Territory)
    assert read.communes["2"].name == "Aval"
    assert read.corridors["valley"].origins == ("1",)


def test_a_table_is_read_as_a_french_spreadsheet_saves_it() -> None:
    saved = "\ufeffcode;name;population;latitude;longitude\r\n1;Saint-Étienne;100;45,44083;4,39\r\n;;;;\r\n"
    read = read_territory((saved + '2;"Aval; le bas";200;45,4;-4,4\r\n').encode())
    assert isinstance(read, Territory)
    assert read.communes["1"].latitude == 45.44083
    assert (read.communes["2"].name, read.communes["2"].longitude) == ("Aval; le bas", -4.4)
    assert faults((saved + "3;Ici;many;45,4;4,4\r\n3 ;Là;1;45,4;4,4\r\n3;Là;1;45,4;4,4\r\n").encode()) == [
        ("communes.csv", 4, "value"),
        ("communes.csv", 6, "code-twice"),
    ]


def test_a_commune_far_from_all_others_is_told() -> None:
    rows = "1,Amont,100,45.5,4.5\n2,Aval,200,45.4,4.4\n3,Swapped,50,4.4,45.5\n4,Near,50,46.1,4.4\n"
    read = read_territory((HEADER + rows).encode())
    assert isinstance(read, tuple)
    assert [(each.line, each.code, each.data["name"]) for each in read] == [(4, "far-away", "Swapped")]
    across = "1,West,100,-17,179.9\n2,East,100,-17,-179.9\n3,Middle,9,-17,180\n"
    assert isinstance(read_territory((HEADER + across).encode()), Territory), "where longitudes begin again"


def test_every_wrong_row_is_told_with_its_line() -> None:
    rows = "1,Amont,0,45.5,4.5\n2,Aval,200\n\n3,Loin,10,95,4\n4,Bon,10,45,4\n4,Encore,10,45,4\n5,,10,45,nan\n"
    assert faults((HEADER + rows).encode()) == [
        ("communes.csv", 2, "value"),
        ("communes.csv", 3, "row-length"),
        ("communes.csv", 5, "value"),
        ("communes.csv", 7, "code-twice"),
        ("communes.csv", 8, "value"),
        ("communes.csv", 8, "value"),
    ]


def test_a_value_fault_says_field_and_reason() -> None:
    read = read_territory((HEADER + "1,Amont,many,45.5,4.5\n").encode())
    assert read == (
        TerritoryFault(
            "communes.csv", 2, "value", {"field": "population", "reason": "int_parsing", "given": "many"}
        ),
    )


@pytest.mark.parametrize(
    ("communes", "expected"),
    [
        (b"", [("communes.csv", 1, "columns")]),
        (b"insee,nom\n", [("communes.csv", 1, "columns")]),
        (HEADER.encode(), [("communes.csv", 1, "no-rows")]),
        (HEADER.encode() + b"1,A\xff,1,45,4\n", [("communes.csv", 2, "not-utf-8")]),
    ],
)
def test_files_that_are_no_table(communes: bytes, expected: list[tuple[str, int, str]]) -> None:
    assert faults(communes) == expected


@pytest.mark.parametrize(
    ("corridors", "expected"),
    [
        ("corridor = \n", (1, "toml")),
        ("\n[[corridor]]\nid = 3\n", (2, "value")),
        (CORRIDOR.replace('["1"]', '["9"]'), (1, "unknown-commune")),
        (CORRIDOR.replace('["1"]', '["1", "2"]'), (1, "destination-is-origin")),
        (CORRIDOR + CORRIDOR, (6, "corridor-twice")),
        (CORRIDOR + 'length = "3 km"\n', (1, "value")),
        ("surprise = 1\n" + CORRIDOR, (1, "value")),
        ("corridor = 3\n", (1, "value")),
    ],
)
def test_every_wrong_corridor_is_told_with_its_line(corridors: str, expected: tuple[int, str]) -> None:
    assert ("corridors.toml", *expected) in faults(COMMUNES, corridors.encode())


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda rows: (HEADER + rows).encode()), st.text())
def test_no_bytes_break_the_reading(communes: bytes, corridors: str) -> None:
    read = read_territory(communes, corridors.encode("utf-8", "surrogatepass"))
    assert isinstance(read, Territory) or all(fault.line >= 0 and fault.code for fault in read)


FLOWS = "origin,destination,commuters\n"


def flows(text: str) -> Territory | tuple[TerritoryFault, ...]:
    return read_territory(COMMUNES, b"", b"", text.encode())


WAYS = st.tuples(st.sampled_from("12"), st.sampled_from("12"))


@given(st.dictionaries(WAYS, st.floats(0, 1e8) | st.integers(0, 10**8), min_size=1))
def test_flows_are_read_as_they_were_written(counted: dict[tuple[str, str], float]) -> None:
    rows = "".join(f"{origin},{end},{commuters}\n" for (origin, end), commuters in counted.items())
    read = flows(FLOWS + rows)
    assert isinstance(read, Territory)
    assert read.flows == counted


@given(st.lists(st.lists(st.sampled_from(["1", "2", "9", "", "-3", "nan", "many", "0.5"]), max_size=4)))
def test_rows_of_flows_are_read_whole_or_told(rows: list[list[str]]) -> None:
    read = flows(FLOWS + "".join(",".join(row) + "\n" for row in rows))
    if isinstance(read, Territory):
        written = [row for row in rows if row]
        assert len(read.flows) == len(written)
        assert {code for way in read.flows for code in way} <= set(read.communes)
    else:
        assert {fault.file for fault in read} == {"flows.csv"}
        assert all(2 <= fault.line <= len(rows) + 1 or fault.code == "no-rows" for fault in read)


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("from,to,people\n", 1, "columns"),
        (FLOWS, 1, "no-rows"),
        (FLOWS + "1,2\n", 2, "row-length"),
        (FLOWS + "1,2,-1\n", 2, "value"),
        (FLOWS + "1,2,nan\n", 2, "value"),
        (FLOWS + "1,2,3\n\n1,9,3\n", 4, "unknown-commune"),
        (FLOWS + "1,2,3\n2,1,3\n1,2,4\n", 4, "code-twice"),
    ],
)
def test_a_flow_that_cannot_be_is_told_with_its_line(text: str, line: int, code: str) -> None:
    faults = flows(text)
    assert isinstance(faults, tuple)
    assert [(fault.file, fault.line, fault.code) for fault in faults] == [("flows.csv", line, code)]


CAMPAIGNS = (
    "id,name,start,end,budget,min_km,max_km,base,per_km,far_km,cap_trip,cap_month,trips_a_day,proof,source,flag\n"
    "amont-2024,Amont,2024-01-01,,15000,5,,150,10,20,,9000,,C,amont,\n"
)


def campaigns(text: str) -> Territory | tuple[TerritoryFault, ...]:
    return read_territory((HEADER + "1,Amont,10,45.5,4.5\n").encode(), b"", text.encode())


def test_a_campaign_is_read_and_an_empty_cell_is_no_limit() -> None:
    read = campaigns(CAMPAIGNS)
    assert isinstance(read, Territory)
    found = read.campaigns["amont-2024"]
    assert (found.end, found.max_km, found.cap_trip, found.trips_a_day) == (None,) * 4
    assert (found.min_km, found.base, found.cap_month, found.proof, found.flag) == (5, 150, 9000, "C", "")


@pytest.mark.parametrize(
    ("before", "after", "line", "code"),
    [
        ("id,name", "name,id", 1, "columns"),
        (",amont,\n", ",amont\n", 2, "row-length"),
        (",150,", ",,", 2, "value"),
        (",150,", ",1.5,", 2, "value"),
        (",C,", ",D,", 2, "value"),
        ("2024-01-01", "2024", 2, "value"),
        ("amont,\n", "amont,unsure\n", 2, "value"),
    ],
)
def test_a_campaign_that_cannot_be_is_told_with_its_line(
    before: str, after: str, line: int, code: str
) -> None:
    faults = campaigns(CAMPAIGNS.replace(before, after))
    assert isinstance(faults, tuple)
    assert [(fault.file, fault.line, fault.code) for fault in faults] == [("campaigns.csv", line, code)]


def test_a_campaign_is_listed_once() -> None:
    twice = campaigns(CAMPAIGNS + CAMPAIGNS.partition("\n")[2])
    assert twice == (TerritoryFault("campaigns.csv", 3, "code-twice", {"code": "amont-2024"}),)


def test_the_shipped_campaigns_are_the_24_with_their_flags(territory: Territory) -> None:
    assert len(territory.campaigns) == 24
    assert territory.campaigns["montpellier-2022"].flag == "name"
    assert territory.campaigns["rennes-2025"].flag == "ambiguous"
    assert max(each.budget for each in territory.campaigns.values()) == 23_300_000
