"""Open edX, measured with its LTI consumer 11.4."""

from mooc_tool.lti.families.family import Family, Meaning

OPEN_EDX = Family(
    name="Open edX",
    codes=("open-edx", "openedx", "open_edx", "edx"),
    pages_elsewhere=True,
    meanings=(
        Meaning(400, "later point in time", "score-superseded"),
        Meaning(400, "already exists for the provided timestamp", "score-superseded"),
    ),
    lines_in_deep_links="ignored",
    whole_maxima=True,
)
