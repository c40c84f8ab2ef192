"""Certificates: once, by the rule, under a name that is kept for a time; public by their serial number."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from mooc_tool.certificates.bands import band_of
from mooc_tool.errors import Closed, NotFound, Unreadable
from mooc_tool.packs.model import Level, Rule
from mooc_tool.records import Certificate, Event, PersonName
from mooc_tool.services import certifying, forgetting, posting, progress, verifying
from mooc_tool.services.sessions import Visit
from mooc_tool.services.verifying import Verification
from tests.services.campus import BACK, OUT, ROUND, Campus


@pytest.fixture
def amina(campus: Campus) -> Visit:
    """A learner who meets the rule, just: 50 on the mean, 40 on the first exercise."""
    who = campus.member("amina", name="Amina D.")
    for exercise, points in ((OUT, 40), (BACK, 60), (ROUND, 50)):
        campus.score(who, exercise, points)
    return who


def issue(campus: Campus, who: Visit, name: str = "Amina Diallo") -> Certificate:
    """Confirm a name."""
    with campus.tool.database.writing() as db:
        return certifying.issue(db, who, campus.content, name, campus.tool.settings, campus.now)


def look_up(campus: Campus, serial: str, language: str = "en") -> Verification:
    """The public page."""
    with campus.tool.database.reading() as db:
        return verifying.look_up(db, serial, language)


def test_what_is_attested_is_a_snapshot(campus: Campus, amina: Visit) -> None:
    issued = issue(campus, amina)
    campus.score(amina, BACK, 100)
    said = issued.attested
    assert said["scores"] == {OUT: 40, BACK: 60, ROUND: 50}
    assert (said["mean"], said["hours"], said["session"]) == (50.0, 2, "Groupe A")
    assert said["institution"] == "École d’essai"
    assert said["thresholds"] == {
        "mean": 50, "over": [], "week": None, "activities": None, "required": {OUT: 40},
    }  # fmt: skip
    assert (issued.issued_at, issued.level, issued.course_id) == (campus.now, "reussite", campus.course_id)
    printed = certifying.document(issued, "Amina Diallo", "en", "https://tool.example/verify/x")
    bands = [band_of(said["scores"][slug]) for slug in said["skills"]]
    assert [skill.band for skill in printed.skills] == bands
    assert {threshold.rule for threshold in printed.thresholds} == {"mean", "exercise"}
    assert (printed.course, printed.level) == ("Small course", "Certificate")


@pytest.mark.parametrize("scores", [{}, {OUT: 100}, {OUT: 39, BACK: 100, ROUND: 100}, {OUT: 49, BACK: 100}])
def test_nobody_is_certified_before_the_rule_is_met(campus: Campus, scores: dict[str, int]) -> None:
    who = campus.member("bruno")
    for exercise, points in scores.items():
        campus.score(who, exercise, points)
    with pytest.raises(Closed, match="certificate-not-met"):
        issue(campus, who)
    with campus.tool.database.reading() as db:
        assert db.scalars(select(Certificate)).all() == []
        assert db.get(PersonName, who.person_id) is None


def test_asked_again_it_is_the_same_one(campus: Campus, amina: Visit) -> None:
    first = issue(campus, amina)
    assert issue(campus, amina, "Somebody Else").serial == first.serial
    with campus.tool.database.reading() as db:
        assert certifying.kept_name(db, first) == "Amina Diallo"
        (event,) = db.scalars(select(Event).where(Event.kind == "certificate-issued"))
    assert event.data == {"serial": first.serial}


@pytest.mark.parametrize("dialect", [pytest.param("postgresql", marks=pytest.mark.postgresql)])
@pytest.mark.usefixtures("dialect")
def test_a_button_pressed_twice_at_once_issues_one(campus: Campus, amina: Visit) -> None:
    together = Barrier(2)

    def press(_: int) -> str:
        together.wait()
        return issue(campus, amina).serial

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(press, range(2)))) == 1


@pytest.mark.parametrize(
    ("name", "code"), [("", "name-empty"), (" \t", "name-empty"), ("x" * 201, "name-too-long")]
)
def test_a_name_that_cannot_be_printed_is_refused_before_anything_is_kept(
    campus: Campus, amina: Visit, name: str, code: str
) -> None:
    with pytest.raises(Unreadable, match=code):
        issue(campus, amina, name)
    with campus.tool.database.reading() as db:
        assert db.get(PersonName, amina.person_id) is None
        assert db.scalars(select(Certificate)).all() == []


def test_the_platforms_name_is_suggested_until_one_is_confirmed(campus: Campus, amina: Visit) -> None:
    with campus.tool.database.reading() as db:
        assert certifying.suggested_name(db, amina) == "Amina D."
    issue(campus, amina, "  Amina \t Diallo ")
    with campus.tool.database.reading() as db:
        assert certifying.suggested_name(db, amina) == "Amina Diallo"
        kept = db.get_one(PersonName, amina.person_id)
    assert kept.forget_at == campus.now + timedelta(days=campus.tool.settings.name_days)


def test_a_forgotten_name_leaves_the_certificate_valid(campus: Campus, amina: Visit, now: datetime) -> None:
    issued = issue(campus, amina)
    with campus.tool.database.writing() as db:
        forgetting.sweep(db, now + timedelta(days=730))
    with campus.tool.database.reading() as db, pytest.raises(Closed, match="name-forgotten"):
        certifying.kept_name(db, issued)
    found = look_up(campus, issued.serial)
    assert (found.state, found.name) == ("valid", None)


def test_only_its_owner_downloads_it_and_only_while_it_holds(campus: Campus, amina: Visit) -> None:
    serial = issue(campus, amina).serial
    bruno = campus.member("bruno")
    with campus.tool.database.reading() as db:
        assert certifying.of_serial(db, amina, serial).serial == serial
        for who, asked in ((bruno, serial), (amina, "MT-0000-0000-0000")):
            with pytest.raises(NotFound, match="certificate-unknown"):
                certifying.of_serial(db, who, asked)
    with campus.tool.database.writing() as db:
        certifying.revoke(db, campus.course_id, serial, "A mistake", campus.now)
    with campus.tool.database.reading() as db, pytest.raises(NotFound, match="certificate-unknown"):
        certifying.of_serial(db, amina, serial)


def test_revoking_is_noted_once_and_only_in_its_course(campus: Campus, amina: Visit) -> None:
    serial = issue(campus, amina).serial
    with campus.tool.database.writing() as db, pytest.raises(NotFound, match="certificate-unknown"):
        certifying.revoke(db, campus.course_id + 1, serial, "Not mine", campus.now)
    assert look_up(campus, serial).state == "valid"
    for why in ("A mistake", "Again"):
        with campus.tool.database.writing() as db:
            certifying.revoke(db, campus.course_id, serial, why, campus.now)
        campus.now += timedelta(days=1)
    with campus.tool.database.reading() as db:
        row = db.scalars(select(Certificate)).one()
        events = db.scalars(select(Event).where(Event.kind == "certificate-revoked")).all()
    assert (row.revoked_why, len(events)) == ("A mistake", 1)
    found = look_up(campus, serial)
    assert (found.state, found.revoked_on) == ("revoked", campus.now - timedelta(days=2))


def test_the_public_page_tells_what_the_document_says(campus: Campus, amina: Visit) -> None:
    serial = issue(campus, amina).serial
    typed = serial.lower().replace("-", " ")
    found = look_up(campus, typed)
    assert found == Verification(
        "valid", serial, "Amina Diallo", "Certificate", "Small course", "École d’essai", campus.now
    )
    assert look_up(campus, serial, "fr").title == "Attestation"


@pytest.mark.parametrize("typed", ["", "nonsense", "MT-0000-0000-0001", "'; DROP TABLE", "é" * 500])
def test_other_serial_numbers_are_unknown(campus: Campus, amina: Visit, typed: str) -> None:
    issue(campus, amina)
    found = look_up(campus, typed)
    assert (found.state, found.name, found.serial) == ("unknown", None, typed[:40])


def test_the_card_says_where_one_stands(campus: Campus, amina: Visit) -> None:
    pack = campus.content.pack

    def card(who: Visit, best: dict[str, int]) -> progress.CertificateCard:
        with campus.tool.database.reading() as db:
            return progress.certificate_card(db, who, pack, best)

    nobody = card(campus.member("bruno"), {})
    assert nobody.state == "missing"
    assert {item.code for item in nobody.missing} == {"mean", "exercise"}
    assert [item.data["title"] for item in nobody.missing if item.code == "exercise"] == ["Aller"]
    met = {OUT: 40, BACK: 60, ROUND: 50}
    assert (card(amina, met).state, card(amina, met).missing) == ("ready", ())
    serial = issue(campus, amina).serial
    assert (card(amina, met).state, card(amina, met).serial) == ("issued", serial)
    with campus.tool.database.writing() as db:
        certifying.revoke(db, campus.course_id, serial, "", campus.now)
    assert card(amina, met).state == "revoked"


@pytest.fixture
def levels(campus: Campus) -> None:
    """The course certifies attendance too, below its main level, and a distinction above it."""
    pack = campus.content.pack
    rule = replace(
        pack.rule,
        main="reussite",
        levels=(
            Level("suivi", {"fr": "Suivi", "en": "Attendance"}, Rule(share_done=0.5)),
            *pack.rule.levels,
            Level("mention", {"fr": "Mention", "en": "Distinction"}, Rule(mean=90, over=(BACK,))),
        ),
    )
    campus.content = replace(campus.content, pack=replace(pack, rule=rule))


def cards_of(campus: Campus, who: Visit) -> dict[str, str]:
    with campus.tool.database.reading() as db:
        best = posting.best_scores(db, campus.course_id, who.person_id)
        cards = progress.certificate_cards(db, who, campus.content.pack, best)
    return {card.level: card.state for card in cards}


@pytest.mark.usefixtures("levels")
def test_a_distinction_names_the_exercises_that_its_mean_is_of(campus: Campus, amina: Visit) -> None:
    with campus.tool.database.reading() as db:
        *_, distinction = progress.certificate_cards(db, amina, campus.content.pack, {BACK: 60})
    (told,) = distinction.missing
    assert (told.code, told.data["titles"]) == ("mean-over", ["Retour"])
    campus.score(amina, BACK, 95)
    with campus.tool.database.writing() as db:
        given = (campus.content, "Amina Diallo", campus.tool.settings, campus.now)
        issued = certifying.issue(db, amina, *given, "mention")
    printed = certifying.document(issued, "Amina Diallo", "fr", "https://tool.example/verify/x")
    assert [(one.rule, one.points, one.name) for one in printed.thresholds] == [("mean-over", 90, "Retour")]


@pytest.mark.usefixtures("levels")
def test_each_level_is_certified_by_its_own_rule_and_under_one_name(campus: Campus, amina: Visit) -> None:
    assert cards_of(campus, amina) == {"suivi": "ready", "reussite": "ready", "mention": "missing"}
    main = issue(campus, amina)
    assert main.level == "reussite"
    with campus.tool.database.writing() as db:
        given = (campus.content, "Somebody Else", campus.tool.settings, campus.now)
        attended = certifying.issue(db, amina, *given, "suivi")
        assert certifying.kept_name(db, attended) == "Amina Diallo"
        with pytest.raises(Closed, match="certificate-not-met"):
            certifying.issue(db, amina, *given, "mention")
        with pytest.raises(NotFound):
            certifying.issue(db, amina, *given, "doctorate")
    assert attended.serial != main.serial
    assert attended.attested["thresholds"] == {
        "mean": None, "over": [], "week": None, "activities": 0.5, "required": {},
    }  # fmt: skip
    assert cards_of(campus, amina) == {"suivi": "issued", "reussite": "issued", "mention": "missing"}
