"""How each record is forgotten, in one place.

===================  ==========================================================================
record               forgotten
===================  ==========================================================================
session              when it is over (`sessions.sweep`), with the name the platform gave
launch_attempt       ten minutes after the login (`launching.sweep`)
anonymous person     with their session (`anonymity.sweep`)
person_name          at its date, ``MOOC_TOOL_NAME_DAYS`` after it was confirmed (`sweep`)
person and the rest  when the learner or the institution asks (`erase`): membership, attempts,
                     scores, letters, certificates go with the person, and the trail of those
roster, enrolment    30 days after an instructor last asked (`rosters.sweep`), or with the person
access_token         when it ends or is refused
platform_key_set     a day after it was fetched (`key_sets.sweep`)
platform, course     `mooc-tool platform remove`: all that hangs on it goes with it
===================  ==========================================================================
"""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import NotFound
from mooc_tool.records import AccessToken, Event, Person, PersonName
from mooc_tool.services import rosters


def sweep(db: Db, now: datetime) -> None:
    """Forget the names whose date has come, and tokens that ended."""
    db.execute(delete(PersonName).where(PersonName.forget_at <= now))
    db.execute(delete(AccessToken).where(AccessToken.expires_at <= now))


def erase(db: Db, person_id: int, secret: bytes) -> None:
    """Forget a person and all that was kept of them. Raises NotFound."""
    person = db.get(Person, person_id)
    if person is None:
        raise NotFound("person-unknown", person=person_id)
    rosters.forget(db, secret, person.platform_id, person.sub)
    # a serial number in the trail would still lead from a printed certificate to its course and day
    db.execute(delete(Event).where(Event.person_id == person_id, Event.kind.startswith("certificate-")))
    db.execute(delete(Person).where(Person.person_id == person_id))
