"""Moodle, measured with 4.5."""

from mooc_tool.lti.families.family import Family, Meaning

MOODLE = Family(
    name="Moodle",
    codes=("moodle",),
    meanings=(Meaning(400, "incorrect score", "user-not-gradable"),),  # a teacher, or nobody it knows
    lines_in_deep_links="created",  # without ever saying so in accept_lineitem
    reviews=True,
    histories=frozenset({"$Context.id.history"}),
    whole_maxima=True,
    largest_maximum=100,
)
