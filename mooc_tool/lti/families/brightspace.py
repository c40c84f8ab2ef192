"""Brightspace (D2L), by its documentation."""

from mooc_tool.lti.families.family import Family, Meaning

BRIGHTSPACE = Family(
    name="Brightspace",
    codes=("desire2learn", "brightspace", "d2l"),
    pages_elsewhere=True,
    token_audience="https://api.brightspace.com/auth/token",  # noqa: S106  # an address
    meanings=(
        Meaning(403, "not enrolled", "user-not-gradable"),
        Meaning(404, "not enrolled", "user-not-gradable"),
    ),
)
