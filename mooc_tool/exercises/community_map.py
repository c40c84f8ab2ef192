"""The map of communities on their territory: an added view of a table that numbers them."""

from collections.abc import Iterable, Mapping, Sequence

from pydantic import JsonValue

from mooc_tool.exercises.communities import Sketch
from mooc_tool.exercises.kind import Form, Shown
from mooc_tool.exercises.map_layout import NARROW, WIDE, Canvas, Point, Spot, lay_over

DRAWN = 250  # dots, at most: the largest communes
NAMED = 5  # the largest communes, named so that one finds one's way
VILLAGE, TOWN = 2500, 15_000  # inhabitants: the size of a dot says which


class Place(Form):
    """A commune: its seat in degrees."""

    code: str
    name: str
    population: int
    latitude: float
    longitude: float


def maps(
    places: Sequence[Place], communities: Sequence[Sketch], routed: Iterable[int] = ()
) -> list[JsonValue]:
    """The same map for wide and for narrow screens, with the routes of some communities."""
    return [
        _map(places, communities, name, canvas, [*routed])
        for name, canvas in (("wide", WIDE), ("narrow", NARROW))
    ]


def _map(
    places: Sequence[Place], communities: Sequence[Sketch], name: str, canvas: Canvas, routed: list[int]
) -> Shown:
    """``name``, ``width``, ``height``; ``communes`` [{x, y, size, village}]; ``names`` [{title, x, y}];
    ``badges`` [{community, x, y, edge, dot, led}], ``led`` where one place is meant; ``roads`` [[{x, y}]] by
    corridor; ``whole``: the community that is all of the map, or -1; ``routes`` (see ``_route``).
    """
    largest = sorted(places, key=lambda place: -place.population)[:NAMED]
    marked = {
        number: _where(places, each) for number, each in enumerate(communities) if each.sort != "whole"
    }
    spots = (
        *(Spot("", latitude, longitude, (1,)) for latitude, longitude in marked.values()),
        *(Spot(place.name, place.latitude, place.longitude, ()) for place in largest),
    )
    ground = tuple((place.latitude, place.longitude) for place in places)
    laid, dots, height = lay_over(spots, ground, canvas)
    at = {place.code: dot for place, dot in zip(places, dots, strict=True)}
    badges: list[JsonValue] = [
        {
            "community": number,
            **_point(drawn.people[0]),
            "edge": _point(drawn.edge),
            "dot": _point(drawn.dot),
            "led": communities[number].sort != "villages",
        }
        for number, drawn in zip(marked, laid, strict=False)
    ]
    names: list[JsonValue] = [
        {"title": spot.name, **_point(drawn.name)}
        for spot, drawn in zip(spots, laid, strict=True)
        if spot.name
    ]
    whole = [n for n, each in enumerate(communities) if each.sort == "whole"]
    return {
        "name": name,
        "width": canvas.width,
        "height": height,
        "communes": [_commune(place, at[place.code]) for place in _drawn(places)],
        "names": names,
        "badges": badges,
        "roads": [
            [_point(at[code]) for code in (*each.origins, each.end)]
            for each in communities
            if each.sort == "corridor"
        ],
        "whole": whole[0] if whole else -1,
        "routes": [_route(places, communities[number], at) | {"community": number} for number in routed],
    }


def _drawn(places: Sequence[Place]) -> Sequence[Place]:
    """The communes that are drawn, in the order given."""
    if len(places) <= DRAWN:
        return places
    largest = {place.code for place in sorted(places, key=lambda place: -place.population)[:DRAWN]}
    return [place for place in places if place.code in largest]


def _route(places: Sequence[Place], community: Sketch, at: Mapping[str, Point]) -> Shown:
    """``from`` and ``to``: communes as a flat list of x, y, inhabitants."""
    ends = (community.end,) if community.end else tuple(at)

    def communes(codes: Iterable[str]) -> list[JsonValue]:
        wanted = {*codes}
        found = _drawn([place for place in places if place.code in wanted])
        return [value for place in found for value in (*at[place.code], place.population)]

    return {"from": communes(community.origins), "to": communes(ends)}


def _where(places: Sequence[Place], community: Sketch) -> tuple[float, float]:
    """Where its number points: a destination; of a corridor or of villages, the middle of its communes."""
    middle = community.sort in ("corridor", "villages")
    codes = community.origins if middle else (community.end,)
    found = [place for place in places if place.code in codes]
    if community.sort == "corridor":  # on the road: the commune halfway
        found = [next(each for each in found if each.code == codes[len(codes) // 2])]
    count = len(found)
    return sum(each.latitude for each in found) / count, sum(each.longitude for each in found) / count


def _commune(place: Place, dot: Point) -> Shown:
    size = 9 if place.population >= TOWN else 6 if place.population > VILLAGE else 3
    return {**_point(dot), "size": size, "village": place.population <= VILLAGE}


def _point(point: Point) -> Shown:
    return {"x": point[0], "y": point[1]}
