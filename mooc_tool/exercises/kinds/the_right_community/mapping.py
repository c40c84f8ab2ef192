"""The map of the communities on the territory: an added view of the table."""

from collections.abc import Iterable, Mapping

from pydantic import JsonValue

from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.kinds.the_right_community.forms import Place, Question
from mooc_tool.exercises.map_layout import NARROW, WIDE, Canvas, Point, Spot, lay_over

NAMED = 5  # the largest communes, named so that one finds one's way
VILLAGE, TOWN = 2500, 15_000  # inhabitants: the size of a dot says which


def maps(question: Question, routed: Iterable[int] = ()) -> list[JsonValue]:
    """The same map for wide and for narrow screens, with the routes of some communities."""
    return [_map(question, name, canvas, [*routed]) for name, canvas in (("wide", WIDE), ("narrow", NARROW))]


def _map(question: Question, name: str, canvas: Canvas, routed: list[int]) -> Shown:
    """``name``, ``width``, ``height``; ``communes`` [{x, y, size, village}]; ``names`` [{title, x, y}];
    ``badges`` [{community, x, y, edge, dot}], ``roads`` [[{x, y}]] by corridor; ``whole``: the community that
    is all of the map, or -1; ``routes`` (see ``_route``).
    """
    largest = sorted(question.places, key=lambda place: -place.population)[:NAMED]
    marked = {
        number: _where(question, number)
        for number, each in enumerate(question.communities)
        if each.sketch.sort != "whole"
    }
    spots = (
        *(Spot("", latitude, longitude, (1,)) for latitude, longitude in marked.values()),
        *(Spot(place.name, place.latitude, place.longitude, ()) for place in largest),
    )
    ground = tuple((place.latitude, place.longitude) for place in question.places)
    laid, dots, height = lay_over(spots, ground, canvas)
    at = {place.code: dot for place, dot in zip(question.places, dots, strict=True)}
    badges: list[JsonValue] = [
        {
            "community": number,
            **_point(drawn.people[0]),
            "edge": _point(drawn.edge),
            "dot": _point(drawn.dot),
        }
        for number, drawn in zip(marked, laid, strict=False)
    ]
    names: list[JsonValue] = [
        {"title": spot.name, **_point(drawn.name)}
        for spot, drawn in zip(spots, laid, strict=True)
        if spot.name
    ]
    whole = [n for n, each in enumerate(question.communities) if each.sketch.sort == "whole"]
    return {
        "name": name,
        "width": canvas.width,
        "height": height,
        "communes": [_commune(place, at[place.code]) for place in question.places],
        "names": names,
        "badges": badges,
        "roads": [
            [_point(at[code]) for code in (*each.sketch.origins, each.sketch.end)]
            for each in question.communities
            if each.sketch.sort == "corridor"
        ],
        "whole": whole[0] if whole else -1,
        "routes": [_route(question, number, at) for number in routed],
    }


def _route(question: Question, number: int, at: Mapping[str, Point]) -> Shown:
    """``community``; ``from`` and ``to``: communes as a flat list of x, y, inhabitants."""
    sketch = question.communities[number].sketch
    ends = (sketch.end,) if sketch.end else tuple(at)

    def communes(codes: Iterable[str]) -> list[JsonValue]:
        wanted = {*codes}
        places = [place for place in question.places if place.code in wanted]
        return [value for place in places for value in (*at[place.code], place.population)]

    return {"community": number, "from": communes(sketch.origins), "to": communes(ends)}


def _where(question: Question, number: int) -> tuple[float, float]:
    """Where its number points: a destination; of a corridor or of villages, the middle of its communes."""
    sketch = question.communities[number].sketch
    middle = sketch.sort in ("corridor", "villages")
    codes = sketch.origins if middle else (sketch.end,)
    places = [place for place in question.places if place.code in codes]
    if sketch.sort == "corridor":  # on the road: the commune halfway
        places = [next(each for each in places if each.code == codes[len(codes) // 2])]
    count = len(places)
    return sum(each.latitude for each in places) / count, sum(each.longitude for each in places) / count


def _commune(place: Place, dot: Point) -> Shown:
    size = 9 if place.population >= TOWN else 6 if place.population > VILLAGE else 3
    return {**_point(dot), "size": size, "village": place.population <= VILLAGE}


def _point(point: Point) -> Shown:
    return {"x": point[0], "y": point[1]}
