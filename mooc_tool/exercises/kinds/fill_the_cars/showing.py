"""What the pages may show of a case: tables, the map, and after marking the plans.

People are numbered from 0 here as in the question; the template says 1.
"""

from math import dist

from pydantic import JsonValue

from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.kinds.fill_the_cars.forms import Answer, Option, Person, Question, Solution
from mooc_tool.exercises.kinds.fill_the_cars.timetable import timetable
from mooc_tool.exercises.map_layout import NARROW, WIDE, Canvas, Point, Spot, lay_out


def view(question: Question) -> Shown:
    """The case, without anything that solving it finds out.

    ``corridor`` {language: title}, ``destination``, ``seats``, ``detour_minutes``, ``window_minutes``;
    ``drivers`` [{place, minute}]; ``passengers`` [{place, minute, options: [{driver, detour, avoided}],
    cells: [option or None, one a driver]}]; ``maps`` (see ``_map``). Minutes after midnight; metres.
    """
    return {
        "corridor": dict(question.corridor),
        "destination": question.places[question.destination].name,
        "seats": question.seats,
        "detour_minutes": question.detour_minutes,
        "window_minutes": question.window_minutes,
        "drivers": [_person(question, person) for person in question.drivers],
        "passengers": [
            {**_person(question, person), **_row(question, row)}
            for person, row in zip(question.passengers, question.options, strict=True)
        ],
        "maps": [_map(question, "wide", WIDE), _map(question, "narrow", NARROW)],
    }


def review(question: Question, answer: Answer, solution: Solution | None) -> Shown:
    """The case with the learner's plans, and the engine's once no try is left.

    As ``view``, and ``plans``: {"pairs": {"own": [driver or -1 by passenger], "best": the same or None,
    "morning": the own plan's ``timetable``}, "kilometres": ...}.
    """
    best = (solution.pairs.plan, solution.kilometres.plan) if solution else (None, None)
    plans: dict[str, JsonValue] = {
        name: {
            "own": [*own],
            "best": None if engine is None else [*engine],
            "morning": timetable(question, own),
        }
        for name, own, engine in zip(
            ("pairs", "kilometres"), (answer.pairs, answer.kilometres), best, strict=True
        )
    }
    return {**view(question), "plans": plans}


def _person(question: Question, person: Person) -> Shown:
    return {"place": question.places[person.place].name, "minute": person.minute}


def _row(question: Question, row: tuple[Option, ...]) -> Shown:
    options: dict[int, JsonValue] = {option.driver: option.model_dump(mode="json") for option in row}
    cells = [options.get(driver) for driver in range(len(question.drivers))]
    return {"options": [*options.values()], "cells": cells}


def _map(question: Question, name: str, canvas: Canvas) -> Shown:
    """``name``, ``width``, ``height``; ``places`` [{title, x, y, name, edge, destination}]; ``roads``
    [{from, to}] ({x, y} each); ``drivers``, ``passengers`` [{x, y}], where each one's badge stands.
    """
    drivers = len(question.drivers)
    everyone = (*question.drivers, *question.passengers)
    at_home = [
        [number for number, person in enumerate(everyone) if person.place == place]
        for place in range(len(question.places))
    ]
    spots = tuple(
        Spot(place.name, place.latitude, place.longitude, _groups(people, drivers))
        for place, people in zip(question.places, at_home, strict=True)
    )
    laid, height = lay_out(spots, canvas)
    badges: dict[int, JsonValue] = {}
    for people, drawn in zip(at_home, laid, strict=True):
        badges.update(zip(people, ({"x": x, "y": y} for x, y in drawn.people), strict=True))
    places: list[JsonValue] = [
        {
            "title": spot.name,
            "destination": number == question.destination,
            "x": drawn.dot[0],
            "y": drawn.dot[1],
            "name": {"x": drawn.name[0], "y": drawn.name[1]},
            "edge": {"x": drawn.edge[0], "y": drawn.edge[1]},
        }
        for number, (spot, drawn) in enumerate(zip(spots, laid, strict=True))
    ]
    return {
        "name": name,
        "width": canvas.width,
        "height": height,
        "places": places,
        "roads": _roads(question, [drawn.dot for drawn in laid]),
        "drivers": [badges[number] for number in range(drivers)],
        "passengers": [badges[number] for number in range(drivers, len(everyone))],
    }


def _groups(people: list[int], drivers: int) -> tuple[int, int]:
    """How many of these are drivers, and how many passengers."""
    driving = sum(number < drivers for number in people)
    return driving, len(people) - driving


def _roads(question: Question, dots: list[Point]) -> list[JsonValue]:
    """A line from each place to the nearest one that lies nearer to the destination."""
    end = dots[question.destination]
    roads: list[JsonValue] = []
    for dot in dots:
        onward = [other for other in dots if dist(other, end) < dist(dot, end)]
        if onward:
            (x, y), (to_x, to_y) = dot, min(onward, key=lambda other: dist(dot, other))
            roads.append({"from": {"x": x, "y": y}, "to": {"x": to_x, "y": to_y}})
    return roads
