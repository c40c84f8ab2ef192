"""Canvas, by its documentation."""

from mooc_tool.lti.families.family import Family, Meaning, Throttle

_PREFIX = "https://canvas.instructure.com/lti/"

CANVAS = Family(
    name="Canvas",
    codes=("canvas",),
    pages_elsewhere=True,  # one issuer for all schools, each on a domain of its own
    configured_by={"canvas.instructure.com": "sso.canvaslms.com"},
    meanings=(
        Meaning(422, "course has concluded", "course-over"),
        Meaning(422, "not found in course", "user-not-gradable"),
    ),
    throttles=(Throttle(403, "X-Rate-Limit-Remaining", ("0", "0.0")),),
    lines_in_deep_links="as asked",
    members_page=50,
    placements=("assignment_selection", "link_selection", "course_assignments_menu"),
    registration={f"{_PREFIX}privacy_level": "name_only", f"{_PREFIX}tool_id": "mooc-tool"},
)
