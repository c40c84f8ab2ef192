"""Open edX, measured with its LTI consumer 11.4."""

from mooc_tool.lti.families.family import Family, Meaning

OPEN_EDX = Family(
    name="Open edX",
    codes=("open-edx", "openedx", "open_edx", "edx"),
    pages_elsewhere=True,
    meanings=(
        Meaning(400, "later point in time", "score-superseded"),
        Meaning(400, "already exists for the provided timestamp", "score-superseded"),
        Meaning(403, "above_response_limit", "roster-too-large"),  # 1,000 people, if nobody raised it
    ),
    lines_in_deep_links="ignored",
    administrators_teach=True,  # "Admin" of the course team; "Staff" is Instructor
    histories=frozenset(),
    whole_maxima=True,
)
