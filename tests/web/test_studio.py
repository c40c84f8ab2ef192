"""The studio through its pages, as an instructor and against those who are none."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from mooc_tool.records import Course, Draft
from mooc_tool.services import library
from tests.services.test_frozen_rule import earn
from tests.web.instructing import TOOL, UNIT, Studio, open_studio, text_on, version_on


@pytest.fixture
def studio(house) -> Studio:
    """The teacher of the course."""
    return open_studio(house)


def test_home_lists_texts_problems_and_editions(studio: Studio) -> None:
    page = studio.get()
    assert page.status_code == 200
    assert f'href="{studio.base.removeprefix(TOOL)}studio/file/{UNIT}"' in page.text
    assert "Les apprenants lisent l’édition 1" in page.text
    assert "studio/file/data/communes.csv" in page.text, "the places of the exercises are changed here"
    assert "data/campaigns.csv" in page.text
    assert "studio/file/data/campaigns.csv" not in page.text, "the measurements behind the figures are not"
    assert "studio/publish" not in page.text, "there is nothing to publish"


def test_edit_preview_save_publish(house, studio: Studio) -> None:
    page = studio.get(f"studio/file/{UNIT}")
    text = text_on(page)
    assert text.startswith("# Remplir les voitures\n")
    assert "Ce que vous saurez faire" in page.text, "the preview's own words are in the page's language"
    changed = f"{text}\nBonne lecture à toutes et à tous.\n"

    shown = studio.post(f"studio/preview/{UNIT}", text=changed, version=version_on(page))
    assert "<p>Bonne lecture à toutes et à tous.</p>" in shown.text
    assert text_on(studio.get(f"studio/file/{UNIT}")) == text, "a preview saves nothing"

    saved = studio.save(changed.replace("\n", "\r\n"))
    assert "Enregistré" in saved.text
    assert text_on(saved) == changed
    assert "<ins>Bonne lecture à toutes et à tous.</ins>" in saved.text
    unit_page = f"{studio.base}unit/2-1-remplir-les-voitures"
    assert "Bonne lecture" not in studio.visitor.follow(unit_page).text

    assert "studio/publish" in studio.get().text
    published = studio.post("studio/publish")
    assert "édition 2" in published.text
    assert "Bonne lecture" in studio.visitor.follow(unit_page).text
    learner = house.visitor("amina")
    opened = learner.launch(house.course_activity)
    assert "Bonne lecture" in learner.follow(f"{opened.url}unit/2-1-remplir-les-voitures").text

    back = studio.post("studio/editions/1")
    assert "édition 3" in back.text
    assert "Bonne lecture" not in studio.visitor.follow(unit_page).text


def test_problems_are_said_with_file_and_line_and_block_publishing(studio: Studio) -> None:
    text = text_on(studio.get(f"studio/file/{UNIT}"))
    line = len(text.splitlines()) + 2
    page = studio.save(f"{text}\nIl y a 42 raisons. <b>Vraiment.</b>\n")
    assert f"ligne {line}" in page.text
    assert "Le nombre 42 n’a pas de source" in page.text
    home = studio.get()
    assert f"{UNIT}:{line}" in home.text
    assert "studio/publish" not in home.text
    assert studio.post("studio/publish").status_code == 409, "nor by a form sent all the same"


def test_who_is_slower_sees_both_texts_and_loses_nothing(house, studio: Studio) -> None:
    seen = version_on(studio.get(f"studio/file/{UNIT}"))
    colleague = open_studio(house)
    colleague.save("# Le texte de la collègue")
    late = studio.save("# Mon texte à moi", version=seen)
    assert late.status_code == 409
    assert text_on(late) == "# Mon texte à moi"
    assert "Quelqu’un a enregistré ce texte" in late.text
    assert "collègue" in late.text
    assert text_on(colleague.get(f"studio/file/{UNIT}")) == "# Le texte de la collègue"
    again = studio.save("# Mon texte à moi", version=version_on(late))
    assert again.status_code == 200
    assert text_on(again) == "# Mon texte à moi"


def test_changes_can_be_thrown_away(studio: Studio) -> None:
    text = text_on(studio.get(f"studio/file/{UNIT}"))
    page = studio.save("# Autre chose")
    thrown = studio.post(f"studio/discard/{UNIT}", text="# Autre chose", version=version_on(page))
    assert "sont jetées" in thrown.text
    assert text_on(studio.get(f"studio/file/{UNIT}")) == text


def test_what_was_typed_is_text_and_nothing_else(studio: Studio) -> None:
    hostile = '# </textarea><script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror="f()">\n'
    page = studio.save(hostile)
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert 'href="javascript' not in page.text
    assert text_on(page) == hostile


@pytest.mark.parametrize("path", ["data/campaigns.csv", "fr/rien.md", "..%2Fpack.toml", "README.md"])
def test_other_files_are_not_opened(studio: Studio, path: str) -> None:
    assert studio.get(f"studio/file/{path}").status_code == 404
    assert studio.post(f"studio/file/{path}", text="x", version="").status_code == 404
    assert studio.post(f"studio/preview/{path}", text="x", version="").status_code == 404
    assert studio.post(f"studio/discard/{path}", version="").status_code in {404, 409}


TABLES = ["pack.toml", "facts.toml", "glossary.toml", "exercises/remplir-les-voitures.toml"]


@pytest.mark.parametrize("path", TABLES)
def test_tables_are_checked_without_preview(studio: Studio, path: str) -> None:
    page = studio.get(f"studio/file/{path}")
    assert page.status_code == 200
    assert 'id="preview"' not in page.text
    checked = studio.post(f"studio/preview/{path}", text="= faux", version=version_on(page))
    assert "ligne 1" in checked.text


def test_learners_have_no_studio(house) -> None:
    learner = open_studio(house, "amina")
    for path in ("studio", f"studio/file/{UNIT}", "pick"):
        assert learner.get(path).status_code == 403
    for path in (f"studio/file/{UNIT}", f"studio/preview/{UNIT}", f"studio/discard/{UNIT}", "studio/publish",
                 "studio/editions/1", "studio/newer", "pick"):  # fmt: skip
        assert learner.post(path, text="x", version="").status_code == 403
    with house.tool.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Draft)) == 0


def test_another_course_keeps_its_texts(house, studio: Studio) -> None:
    text = text_on(studio.get(f"studio/file/{UNIT}"))
    studio.save(f"{text}\nÀ nous seuls.\n")
    studio.post("studio/publish")
    studio.save(f"{text}\nEncore un brouillon.\n")
    copy = house.lms.duplicate(1, "Une copie du cours")
    visitor = house.visitor("claire")
    other = Studio(visitor, visitor.launch(house.lms.courses.activities(copy.course_id)[0].activity_id))
    assert text_on(other.get(f"studio/file/{UNIT}")) == text
    assert "l’édition 1" in other.get().text
    assert other.post("studio/editions/2").status_code == 404
    other.post("studio/publish")
    other.save("# Rien que chez moi")
    assert "Encore un brouillon." in text_on(studio.get(f"studio/file/{UNIT}"))


def test_what_came_with_the_tool_is_offered(house, studio: Studio) -> None:
    text = text_on(studio.get(f"studio/file/{UNIT}"))
    assert "studio/newer" not in studio.get().text
    studio.save(f"{text}\nÀ notre façon.\n")
    studio.post("studio/publish")
    with house.tool.database.writing() as db:
        newest = library.newest_shipped(db)
        files = library.stored_files(db, newest.revision_id)
        files[UNIT] += "\nCorrigé depuis.\n".encode()
        later = newest.published_at + timedelta(days=1)
        library.store(db, newest.pack, files, shipped=True, now=later)
    page = studio.get()
    assert "Une version plus récente du cours" in page.text
    assert "La prendre remplace 1 fichier" in page.text
    taken = studio.post("studio/newer")
    assert "édition 3" in taken.text
    assert "studio/newer" not in taken.text
    assert text_on(studio.get(f"studio/file/{UNIT}")) == f"{text}\nCorrigé depuis.\n"


def test_a_text_too_large_is_refused_in_words(studio: Studio) -> None:
    page = studio.save("x" * 250_000)
    assert page.status_code == 422
    assert "trop volumineux" in page.text


def test_forms_from_other_sites_are_refused(house, studio: Studio) -> None:
    client: FlaskClient = house.app.test_client()
    path = studio.base.removeprefix(TOOL) + "studio/publish"
    answer = client.post(path, headers={"Origin": "https://evil.example"}, base_url=TOOL)
    assert answer.status_code == 403


def test_the_whole_course_is_a_file_to_download(studio: Studio) -> None:
    assert "studio/course.imscc" in studio.get().text
    answer = studio.get("studio/course.imscc")
    assert answer.status_code == 200
    assert "economie-collaborative-fr.imscc" in answer.headers["Content-Disposition"]
    with ZipFile(BytesIO(answer.content)) as cartridge:
        assert "imsmanifest.xml" in cartridge.namelist()
        assert b"/lti/launch</blti:launch_url>" in cartridge.read("links/exercise-remplir-les-voitures.xml")


def test_the_cartridge_is_for_instructors(house) -> None:
    assert open_studio(house, "amina").get("studio/course.imscc").status_code == 403


def test_a_frozen_rule_is_said_before_and_after_one_tries(house, studio: Studio) -> None:
    text = text_on(studio.get("studio/file/pack.toml"))
    studio.save(text.replace("week_minimum = 40", "week_minimum = 30"), "pack.toml")
    assert "studio/publish" in studio.get().text
    with house.tool.database.reading() as db:
        course = db.scalars(select(Course.course_id)).one()
    earn(house.tool, course, datetime(2026, 3, 2, tzinfo=UTC))
    home = studio.get().text
    change = "« Attestation de réussite », moyenne demandée chaque semaine : 40 jusqu’ici, 30 ensuite."
    assert change in nbsp_as_space(home)
    assert "studio/publish" not in home
    page = studio.post("studio/publish")
    assert page.status_code == 409
    assert "ce que demande l’attestation est figé" in nbsp_as_space(page.text)
    assert change in nbsp_as_space(page.text)
    assert "ouvrez une nouvelle session" in page.text
    assert "édition 1" in studio.get().text


def nbsp_as_space(text: str) -> str:
    return text.replace("\u00a0", " ")
