"""Videos on pages: played where a unit has them, with what the policy of that page alone allows."""

from datetime import UTC, datetime

import pytest

from mooc_tool.packs.checking import check_pack
from mooc_tool.services import library
from tests.conftest import House
from tests.packs.test_films import ON_A_PLATFORM, PLATFORM, TABLE, fenced

UNIT, OTHER = "1-4-confiance", "1-5-valeur"


@pytest.fixture
def home(house: House):
    """A learner's browser and session, in a course with two videos in one unit."""
    now = datetime.now(UTC)
    with house.tool.database.writing() as db:
        files = library.stored_files(db, library.newest_shipped(db).revision_id)
        files["pack.toml"] = f'video_platforms = ["{PLATFORM}"]\n'.encode() + files["pack.toml"]
        files |= {"figures/ligne.mp4": b"0123456789", "figures/ligne.fr.vtt": b"WEBVTT\n"}
        for language in ("fr", "en"):
            files[f"{language}/{UNIT}.md"] += (fenced(TABLE) + fenced(ON_A_PLATFORM)).encode()
        assert check_pack(files, now.date()) == ()
        library.store(db, "economie-collaborative", files, shipped=True, now=now)
    visitor = house.visitor("amina")
    return visitor, visitor.launch(house.course_activity).url.rstrip("/")


def test_a_unit_plays_its_own_videos(home) -> None:
    visitor, base = home
    page = visitor.visit(f"{base}/unit/{UNIT}")
    policy = page.headers["Content-Security-Policy"]
    assert "; media-src 'self'; " in policy
    assert f"; frame-src {PLATFORM}; " in policy
    assert page.text.count("<video") == page.text.count("<iframe") == 1
    assert page.text.count("Deux personnes attendent.") == 2
    assert f'src="{PLATFORM}/embed/7"' in page.text
    captions = visitor.visit(f"{base}/figures/ligne.fr.vtt")
    assert captions.headers["Content-Type"].startswith("text/vtt")
    assert visitor.visit(f"{base}/figures/ligne.mp4").headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("path", [f"unit/{OTHER}", "week/1", ""])
def test_no_other_page_plays_any(home, path: str) -> None:
    visitor, base = home
    page = visitor.visit(f"{base}/{path}")
    policy = page.headers["Content-Security-Policy"]
    assert "media-src" not in policy
    assert "frame-src" not in policy
    assert "<video" not in page.text
    assert ("Deux personnes attendent." in page.text) == (path == "week/1")
