"""The bank of stories (``stories.toml``)."""

from pathlib import Path

from mooc_tool.exercises.bank import Said, read_bank
from mooc_tool.exercises.kind import Form


class Story(Form):
    """A press-like sentence, what its source says, and the real pair behind it.

    ``ranges``: lowest, highest and step of each number that is drawn; ``model``: the arithmetic that leads to
    the right number and to the one with the ``fault``. ``worked``: numbers of ``real`` that arithmetic gives.
    """

    fault: str
    model: str
    ranges: dict[str, tuple[int, int, int]]
    paper: Said
    source: Said
    asked: Said
    how: Said
    real: Said
    facts: tuple[str, ...]
    worked: tuple[float, ...]


class Bank(Form):
    """Everything, by id."""

    stories: dict[str, Story]


BANK = read_bank(Path(__file__).with_name("stories.toml"), Bank)
