"""What there is to learn from the two years: what held, what did not, and who has been there."""

from mooc_tool.exercises.kind import Note
from mooc_tool.exercises.kinds.launch_the_service.forms import ROLES, Answer, Question, Solution
from mooc_tool.exercises.kinds.launch_the_service.marking import (
    FITS,
    MAIN,
    TELLING,
    band,
    foreseen,
    grade,
    rule_kept,
)
from mooc_tool.exercises.kinds.launch_the_service.seeing import whole_run
from mooc_tool.exercises.kinds.launch_the_service.simulating import YEAR

NOTES = frozenset(
    {
        "main-best", "main-short", "main-naive", "alive-most", "alive-few", "kept-all", "kept-few",
        "foreseen-all", "foreseen-some", "rule-kept", "rule-broken", "contract-fits", "contract-odd",
        "indicators-tell", "indicators-mute", "money-ended",
        "idea-federate", "case-rouen", "case-lane", "case-monts", "case-montpellier",
    }
)  # fmt: skip
GENEROUS = 150  # cents a trip, from which the case of Rouen is near
SMALL = 120  # people ready to try in all that was picked, up to which the case of the Monts is near


def explain(question: Question, solution: Solution, answer: Answer) -> tuple[Note, ...]:
    """One note on each part of the mark, the idea, and the real case that lies nearest."""
    return (
        *_on_values(question, solution, answer),
        *_on_choices(question, answer),
        Note(name="idea-federate", data={"facts": ["F-503", "F-507"]}),
        _case(question, answer),
    )


def _on_values(question: Question, solution: Solution, answer: Answer) -> tuple[Note, ...]:
    role = answer.diagnosis.role
    main, _, alive, kept, _, _ = grade(question, solution, answer)
    name = (
        "main-best"
        if main.value >= main.best
        else "main-short"
        if main.value > main.reference
        else "main-naive"
    )
    values = {"value": main.value, "reference": main.reference, "best": main.best}
    count = len(question.futures)
    broke = whole_run(question, answer).broke
    ended = (Note(name="money-ended", data={"month": 1 + broke * 12 // YEAR}),) if broke is not None else ()
    return (
        Note(name=name, data={"role": role, "what": MAIN[role], **values}),
        Note(
            name="alive-most" if alive.value >= alive.best else "alive-few",
            data={"alive": alive.value, "best": solution.values[ROLES.index(role)].alive, "futures": count},
        ),
        Note(
            name="kept-all" if kept.value == count else "kept-few",
            data={"kept": kept.value, "futures": count},
        ),
        *ended,
    )


def _on_choices(question: Question, answer: Answer) -> tuple[Note, ...]:
    right, picked = foreseen(question, answer), len(answer.diagnosis.places)
    bands = [band(question.places[place]) for place in answer.diagnosis.places]
    kept = rule_kept(question, answer)
    bearer, contract = answer.scale.bearer, answer.scale.contract
    mute = [one for one in answer.scale.indicators if one not in TELLING]
    return (
        Note(
            name="foreseen-all" if right == 100 else "foreseen-some",
            data={
                "right": right * picked // 100 + (right * picked % 100 > 0),
                "count": picked,
                "bands": [*bands],
            },
        ),
        Note(
            name="rule-kept" if all(kept) else "rule-broken",
            data={
                "limit": answer.launch.stop_below,
                "against": sum(not one for one in kept),
                "count": len(kept),
            },
        ),
        Note(
            name="contract-fits" if contract in FITS[bearer] else "contract-odd",
            data={"bearer": bearer, "contract": contract, "fits": [*sorted(FITS[bearer])]},
        ),
        Note(
            name="indicators-mute" if mute else "indicators-tell",
            data={"mute": [*mute]},
        ),
    )


def _case(question: Question, answer: Answer) -> Note:
    """Who has been there: the first of these that fits."""
    ready = sum(question.places[place].community.sketch.ready for place in answer.diagnosis.places)
    if answer.launch.levers.aid >= GENEROUS:
        return Note(name="case-rouen", data={"facts": ["F-130", "F-136"]})
    if answer.launch.levers.guarantee:
        return Note(name="case-lane", data={"facts": ["F-105", "F-106"]})
    if ready <= SMALL:
        return Note(name="case-monts", data={"facts": ["F-108"]})
    return Note(name="case-montpellier", data={"facts": ["F-133"]})
