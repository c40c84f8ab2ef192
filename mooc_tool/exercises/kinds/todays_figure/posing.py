"""Draws sentences with as many different faults, of which some are then printed without."""

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kinds.todays_figure.bank import BANK, Story
from mooc_tool.exercises.kinds.todays_figure.forms import FAULTY, NO_FAULT, Params, Question, Sentence
from mooc_tool.exercises.kinds.todays_figure.models import MODELS, hundredths, printed


def pose(params: Params, draw: Draw) -> Question:
    """No two sentences could have the same fault; from one to half of them have none."""
    faults = draw.shuffled(FAULTY)[: params.sentences]
    names = [
        draw.choice([name for name, each in BANK.stories.items() if each.fault == fault]) for fault in faults
    ]
    right = draw.shuffled(range(len(names)))[: draw.between(1, len(names) // 2)]
    sentences = tuple(
        _sentence(name, BANK.stories[name], draw, exact=number in right) for number, name in enumerate(names)
    )
    return Question(sentences=sentences, definitions=params.definitions)


def _sentence(name: str, story: Story, draw: Draw, *, exact: bool) -> Sentence:
    drawn = {
        blank: low + step * draw.integer((high - low) // step + 1)
        for blank, (low, high, step) in story.ranges.items()
    }
    figures = MODELS[story.model](drawn)
    shown = {**drawn, **figures.shown}
    return Sentence(
        story=name,
        values={blank: hundredths(value) for blank, value in shown.items()},
        claim=printed(figures.right if exact else figures.wrong),
        right=hundredths(figures.right),
        fault=NO_FAULT if exact else story.fault,
    )
