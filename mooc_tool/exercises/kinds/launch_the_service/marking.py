"""The mark: what a strategy comes to in all futures, what was foreseen, whether its parts hold together."""

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.communities import STEP
from mooc_tool.exercises.kind import Criterion, Samples, earned
from mooc_tool.exercises.kinds.launch_the_service import blind
from mooc_tool.exercises.kinds.launch_the_service.forms import (
    BANDS,
    FORESEEN,
    PICKS,
    ROLES,
    Answer,
    Bearer,
    Contract,
    Draft,
    Indicator,
    Levers,
    Place,
    Question,
    Role,
    Solution,
    Values,
)
from mooc_tool.exercises.kinds.launch_the_service.reference import by_its_rule
from mooc_tool.exercises.kinds.launch_the_service.seeing import shares_after_half_a_year
from mooc_tool.exercises.kinds.launch_the_service.strategies import naive_script, script_of, strategy
from mooc_tool.exercises.kinds.launch_the_service.valuing import values_of, worth

WORTH = {"main": 40, "second": 10, "alive": 15, "kept": 15, "foreseen": 10, "coherent": 10}
MAIN: dict[Role, str] = {"agent": "kilometres", "entrepreneur": "balance", "cooperative": "trips"}
SECOND: dict[Role, str] = {"agent": "communes", "entrepreneur": "trips", "cooperative": "members"}
FITS: dict[Bearer, frozenset[Contract]] = {
    "authority": frozenset({"market", "direct"}),
    "operator": frozenset({"concession"}),
    "members": frozenset({"scic", "grant"}),
}
"""Contracts under which this side bears the risk that trips are lacking."""
TELLING: frozenset[Indicator] = frozenset({"served", "wait", "retention", "cost"})
"""Indicators that can go down as well as up, and say something of the service."""
BY_RULE, BY_CONTRACT, BY_INDICATOR = 5, 3, 1  # points of coherence


def solve(question: Question) -> Solution:
    """The naive launch and the references, in all futures."""
    futures = range(len(question.futures))
    (naive,) = values_of(question, [naive_script(question)], futures)
    best = tuple(completed(question, answer, role) for answer, role in zip(question.best, ROLES, strict=True))
    values = values_of(question, [script_of(question, answer) for answer in best], futures)
    return Solution(naive=naive, best=best, values=tuple(values))


def completed(question: Question, found: Answer, role: Role) -> Answer:
    """A reference strategy with all that is no part of its policy."""
    bands = tuple(band(question.places[place]) for place in found.diagnosis.places)
    diagnosis = found.diagnosis.model_copy(update={"role": role, "bands": bands})
    return found.model_copy(update={"diagnosis": diagnosis})


def grade(question: Question, solution: Solution, answer: Answer) -> tuple[Criterion, ...]:
    """Six criteria; which two come first depends on the role.

    A loss earns nothing, for a service that was closed loses nothing, however much the naive launch does.
    """
    role = answer.diagnosis.role
    (own,) = values_of(question, [script_of(question, answer)], range(len(question.futures)))
    best = solution.values[ROLES.index(role)]
    second = SECOND[role]
    rows = (
        ("main", MAIN[role], worth(own, role), max(0, worth(solution.naive, role)), worth(best, role)),
        ("second", second, value(own, second), 0, value(best, second)),
        ("alive", "alive", own.alive, 0, best.alive),
        ("kept", "kept", own.kept, 0, best.kept),
        ("foreseen", "foreseen", foreseen(question, answer), 0, 100),
        ("coherent", "coherent", coherence(question, answer), 0, BY_RULE + BY_CONTRACT + 2 * BY_INDICATOR),
    )
    return tuple(
        Criterion(
            name=name,
            worth=WORTH[part],
            earned=earned(WORTH[part], got, low, high),
            value=got,
            reference=low,
            best=high,
        )
        for part, name, got, low, high in rows
    )


def value(values: Values, name: str) -> int:
    """One of the values by its name."""
    return int(getattr(values, name))


def band(place: Place) -> int:
    """In which fifth the share matched lies when ``FORESEEN`` people are present."""
    rates = place.community.rates["none"]
    return min(BANDS - 1, rates[min(FORESEEN // STEP, len(rates) - 1)] * BANDS // 1000)


def foreseen(question: Question, answer: Answer) -> int:
    """Per cent of the communities whose share was foreseen."""
    made = answer.diagnosis
    right = sum(
        band(question.places[place]) == guess for place, guess in zip(made.places, made.bands, strict=True)
    )
    return 100 * right // len(made.places)


def coherence(question: Question, answer: Answer) -> int:
    """Of ten: the stop rule used where its condition was met and only there, the contract, the indicators."""
    kept = rule_kept(question, answer)
    scale = answer.scale
    return (
        BY_RULE * sum(kept) // len(kept)
        + BY_CONTRACT * (scale.contract in FITS[scale.bearer])
        + BY_INDICATOR * sum(one in TELLING for one in set(scale.indicators))
    )


def rule_kept(question: Question, answer: Answer) -> tuple[bool, ...]:
    """Of each community picked, whether it was stopped if, and only if, the learner's own rule said so."""
    shares = shares_after_half_a_year(question, answer)
    return tuple(
        (share < 10 * answer.launch.stop_below) != running
        for share, running in zip(shares, answer.adjust.running, strict=True)
    )


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Draft, Answer]:
    """The references, a careful launch of the communities that the survey likes best, and worse."""
    agent, entrepreneur, cooperative = solution.best
    return Samples(
        right=draw.fork("role").choice(solution.best),
        careful=careful(question),
        wrong=(
            blind.spendthrift(question),
            blind.nothing(question, entrepreneur),
            blind.incoherent(agent),
            blind.unforeseen(cooperative),
            blind.villages(question),
            blind.spread_thin(question, entrepreneur),
        ),
        blind=blind.blind(question, draw),
    )


def careful(question: Question) -> Answer:
    """The three communities of which the survey says most, led with care and by the stop rule."""
    places = sorted(range(len(question.places) - 1), key=lambda place: -question.places[place].survey)[:PICKS]
    lead = Levers(aid=50, animation=60_000, guarantee=True)
    later = Levers(aid=50, animation=30_000, guarantee=True)
    made = strategy(question, tuple(places), lead, later, eased=True)
    guesses = tuple(min(BANDS - 1, (question.places[place].survey + 100) * BANDS // 1000) for place in places)
    diagnosis = made.diagnosis.model_copy(update={"bands": guesses})
    return by_its_rule(question, made.model_copy(update={"diagnosis": diagnosis}))
