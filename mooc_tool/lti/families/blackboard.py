"""Blackboard Learn, by its documentation: one client id for everybody, a deployment for each school."""

from mooc_tool.lti.families.family import Family, Meaning

BLACKBOARD = Family(
    name="Blackboard",
    codes=("blackboardlearn", "blackboard"),
    pages_elsewhere=True,
    meanings=(Meaning(400, "user could not be found", "user-not-gradable"),),
)
