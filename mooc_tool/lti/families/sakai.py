"""Sakai, which follows the specifications."""

from mooc_tool.lti.families.family import Family

SAKAI = Family(name="Sakai", codes=("sakai",))
