"""The pages on which a kind asks something, whichever stages it has."""

from typing import Any

from mooc_tool.exercises import play
from mooc_tool.exercises.kinds import AnyKind
from mooc_tool.exercises.staged import StagedKind


def drafts(kind: AnyKind, answer: Any) -> list[dict[str, Any]]:
    """What is kept before each stage of a staged kind, when this is its answer."""
    given = answer.model_dump(mode="json")
    done = play.stages(kind.name)
    return [{name: given[name] for name in done[:count]} for count in range(len(done))]


def pages_asked(kind: AnyKind, question: dict[str, Any], answer: Any) -> list[tuple[str, dict[str, Any]]]:
    """The macro and the view of each page, in order, for whoever gives this answer."""
    if isinstance(kind, StagedKind):
        views = [play.view(kind.name, question, draft) for draft in drafts(kind, answer)]
        return [*(("predict", view) for view in views[:-1]), ("answer", views[-1])]
    view = play.view(kind.name, question)
    return [("predict", view), ("answer", view)] if kind.prediction_form else [("answer", view)]
