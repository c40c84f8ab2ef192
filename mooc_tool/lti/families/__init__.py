"""What one LMS does otherwise, as data: a file for each family, over defaults that are the specifications.

A platform that is registered without its family may be any of them. Words and throttling that one family is
known by are therefore read from every platform whose family is not known; nothing else is guessed.
"""

from mooc_tool.lti.families.blackboard import BLACKBOARD
from mooc_tool.lti.families.brightspace import BRIGHTSPACE
from mooc_tool.lti.families.canvas import CANVAS
from mooc_tool.lti.families.family import Family, Meaning, Throttle
from mooc_tool.lti.families.moodle import MOODLE
from mooc_tool.lti.families.open_edx import OPEN_EDX
from mooc_tool.lti.families.sakai import SAKAI

__all__ = ["FAMILIES", "GENERIC", "Family", "Meaning", "Throttle", "family_of", "may_configure"]

FAMILIES = (MOODLE, OPEN_EDX, CANVAS, BRIGHTSPACE, BLACKBOARD, SAKAI)

GENERIC = Family(
    name="any other",
    meanings=tuple(meaning for family in FAMILIES for meaning in family.meanings),
    throttles=tuple(throttle for family in FAMILIES for throttle in family.throttles),
)

_BY_CODE = {code: family for family in FAMILIES for code in family.codes}


def family_of(*codes: str) -> Family:
    """The family of the first code that is known (capitals do not count), else ``GENERIC``."""
    known = (_BY_CODE[code.lower()] for code in codes if code.lower() in _BY_CODE)
    return next(known, GENERIC)


def may_configure(host: str, issuer_host: str) -> bool:
    """Whether a host may say what the platform of an issuer is: its own, or the one a family names."""
    return host == issuer_host or any(family.configured_by.get(issuer_host) == host for family in FAMILIES)
