"""The tables, and nothing else. Each docstring names the LTI word that a table stands for."""

from mooc_tool.records.base import Base
from mooc_tool.records.certificates import BadgeKey, Certificate
from mooc_tool.records.courses import (
    Blob,
    Course,
    Draft,
    Edition,
    Placement,
    Revision,
    RevisionFile,
    Target,
)
from mooc_tool.records.database import Database
from mooc_tool.records.launches import Event, LaunchAttempt, LaunchOutcome, Notice
from mooc_tool.records.legacy import LegacyCell, LegacyConsumer, LegacyLine, LegacyNonce, LegacyPerson
from mooc_tool.records.outbox import Letter, LetterState, Line, LineWish
from mooc_tool.records.people import Membership, Person, PersonName, Role, Session, UnitRead
from mooc_tool.records.platforms import (
    AccessToken,
    AdministratorLink,
    Deployment,
    Invite,
    Platform,
    PlatformKeySet,
    PlatformState,
    SigningKey,
)
from mooc_tool.records.practice import Attempt, Score, Stage
from mooc_tool.records.rosters import Enrolment, Roster

__all__ = [
    "AccessToken", "AdministratorLink", "Attempt", "BadgeKey", "Base", "Blob", "Certificate", "Course",
    "Database", "Deployment", "Draft", "Edition", "Enrolment", "Event", "Invite", "LaunchAttempt",
    "LaunchOutcome", "LegacyCell", "LegacyConsumer", "LegacyLine", "LegacyNonce", "LegacyPerson", "Letter",
    "LetterState", "Line", "LineWish", "Membership", "Notice", "Person", "PersonName", "Placement",
    "Platform", "PlatformKeySet", "PlatformState", "Revision", "RevisionFile", "Role", "Roster", "Score",
    "Session", "SigningKey", "Stage", "Target", "UnitRead",
]  # fmt: skip
