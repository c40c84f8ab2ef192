"""Tries a kind of exercise on many seeds: what chance earns, whether cases are equally hard, what they cost.

The laws that bind every kind are said here once, for the tests and for ``mooc-tool exercise try``.
"""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Any

from pydantic import JsonValue

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds import KINDS, AnyKind
from mooc_tool.exercises.territory import Territory

MOST_BLIND = 35  # points that blind answers may earn on average
NEAR, MOSTLY = 10, 0.8  # points from its mean within which a careful strategy stays, and how often
LEAST_CAREFUL = 40  # points that it earns on average, and fewer than all


def seed(number: int) -> bytes:
    """The seed of one trial."""
    return f"law {number}".encode()


def points(kind: AnyKind, question: Any, solution: Any, prediction: Any, answer: Any) -> int:
    """What an answer to a question with this solution earns."""
    return sum(criterion.earned for criterion in kind.grade(question, solution, prediction, answer))


def blind_points(kind: AnyKind, question: Any, solution: Any, samples: Any, number: int) -> int:
    """What the kind's blind answer earns, after a prediction picked blindly where there is one."""
    guess = Draw(b"guess" + seed(number)).choice(samples.predictions or (None,))
    return points(kind, question, solution, guess, samples.blind)


def careful_points(kind: AnyKind, question: Any, solution: Any, samples: Any) -> int:
    """What the careful strategy earns, after the right prediction where there is one."""
    return points(kind, question, solution, next(iter(samples.predictions), None), samples.careful)


def near_share(points: Sequence[int]) -> float:
    """How often points are near their mean."""
    middle = fmean(points)
    return sum(abs(each - middle) <= NEAR for each in points) / len(points)


@dataclass(frozen=True)
class Trials:
    """What came of many seeds: points of blind and careful answers, CPU in milliseconds, and the smallest
    gap between the best and the reference of any criterion. ``different``: questions that are not alike.
    """

    blind: tuple[int, ...]
    careful: tuple[int, ...]
    pose: tuple[float, ...]
    mark: tuple[float, ...]
    smallest_gap: int
    different: int

    def broken(self) -> Iterator[str]:
        """The laws that do not hold: ``blind``, ``careful``, ``uneven``, ``gap``, ``alike``."""
        if fmean(self.blind) > MOST_BLIND:
            yield "blind"
        if not LEAST_CAREFUL <= fmean(self.careful) < 100:
            yield "careful"
        if near_share(self.careful) < MOSTLY:
            yield "uneven"
        if self.smallest_gap < 1:
            yield "gap"
        if self.different < len(self.blind):
            yield "alike"

    def figures(self) -> dict[str, float]:
        """The same in few numbers, by name."""
        return {
            "blind_mean": fmean(self.blind), "blind_spread": pstdev(self.blind),
            "careful_mean": fmean(self.careful), "careful_near": near_share(self.careful),
            "pose_mean": fmean(self.pose), "pose_most": max(self.pose),
            "mark_mean": fmean(self.mark), "mark_most": max(self.mark),
        }  # fmt: skip


def tried(name: str, level: str, seeds: int, territory: Territory) -> Trials:
    """Poses and marks so many cases. NotFound for a kind that there is not."""
    params: dict[str, JsonValue] = play.levels(name)[level]
    kind = next(each for each in KINDS if each.name == name)
    blind, careful, pose, mark, gaps, questions = [], [], [], [], [], set()
    for number in range(seeds):
        started = time.process_time()
        question = play.pose(name, params, seed(number), territory).question
        posed = time.process_time()
        read = kind.question_form.model_validate(question)
        solution = kind.run(read)
        samples = kind.samples(read, solution, Draw(b"samples " + seed(number)))
        answered = time.process_time()
        marked = play.mark(name, question, None, samples.blind.model_dump(mode="json"))
        mark.append(1000 * (time.process_time() - answered))
        pose.append(1000 * (posed - started))
        blind.append(blind_points(kind, read, solution, samples, number))
        careful.append(careful_points(kind, read, solution, samples))
        gaps += [criterion.best - criterion.reference for criterion in marked.criteria]
        questions.add(json.dumps(question, sort_keys=True))
    return Trials(tuple(blind), tuple(careful), tuple(pose), tuple(mark), min(gaps), len(questions))
