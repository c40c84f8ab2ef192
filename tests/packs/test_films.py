"""Videos of pages: told apart from text, checked whole, never active where they cannot be read."""

import pytest

from mooc_tool.packs.checking import check_pack
from mooc_tool.packs.page import Sheet
from mooc_tool.packs.problems import SENTENCES
from mooc_tool.packs.reading import read_pack
from mooc_tool.packs.rendering import render_preview
from tests.packs.test_checking import TODAY

PLATFORM = "https://video.example.org"
TABLE = """\
title = "Une ligne"
minutes = 2
captions = "figures/ligne.fr.vtt"
file = "figures/ligne.mp4"
transcript = \"\"\"
Une rue.

Deux personnes attendent.
\"\"\"
"""
ON_A_PLATFORM = TABLE.replace('file = "figures/ligne.mp4"', f'address = "{PLATFORM}/embed/7"')
PAGES = ("fr/1-1-voitures.md", "en/1-1-voitures.md")


def fenced(table: str) -> str:
    return f"\n\n```video\n{table}```\n"


@pytest.fixture
def with_film(files):
    """The files of a pack with a video at the end of its unit, in each language."""

    def made(table: str = TABLE, captions: bytes = b"WEBVTT\n\n00:00.000 --> 00:02.000\nUne rue.\n"):
        found = {**files, "figures/ligne.mp4": b"film", "figures/ligne.fr.vtt": captions}
        platforms = f'\nvideo_platforms = ["{PLATFORM}"]\n[[pages]]'.encode()
        found["pack.toml"] = found["pack.toml"].replace(b"\n[[pages]]", platforms, 1)
        return found | {path: found[path] + fenced(table).encode() for path in PAGES}

    return made


def codes(files):
    return {problem.code for problem in check_pack(files, TODAY)}


@pytest.mark.parametrize("table", [TABLE, ON_A_PLATFORM], ids=["file", "platform"])
def test_a_sound_video_stands_in_a_place_of_its_own(with_film, table):
    files = with_film(table)
    assert codes(files) == set()
    pack = read_pack(files).pack
    for sheet in (None, Sheet()):
        page = render_preview(pack, files[PAGES[0]].decode(), "fr", addresses=sheet)
        (film,) = [part.film for part in page.parts if part.film]
        assert film.paragraphs == ("Une rue.", "Deux personnes attendent.")
        assert not any("Une rue" in part.html for part in page.parts if not part.film and not part.exercise)


FAULTS = {
    "video-source": (TABLE.replace('file = "figures/ligne.mp4"\n', ""), {}),
    "video-file-missing": (TABLE.replace("ligne.mp4", "autre.mp4"), {}),
    "video-captions-wrong": (TABLE, {"captions": b"00:00.000 --> 00:02.000"}),
    "video-platform-unknown": (ON_A_PLATFORM.replace(PLATFORM, "https://video.example.net"), {}),
    "field-missing": (TABLE.partition("transcript")[0], {}),
    "field-wrong": (TABLE.replace("ligne.mp4", "../secret.mp4"), {}),
    "field-unknown": (f"autoplay = true\n{TABLE}", {}),
    "toml-syntax": (TABLE.replace("minutes = 2", "minutes ="), {}),
    "unit-too-long": (TABLE.replace("minutes = 2", "minutes = 40"), {}),
}


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_is_told_with_its_line(with_film, code):
    table, more = FAULTS[code]
    files = with_film(table, **more)
    told = [one for one in check_pack(files, TODAY) if one.path == PAGES[0] and one.code == code]
    assert told
    lines = files[PAGES[0]].decode().count("\n") + 1
    assert all(1 <= one.line <= lines for one in told)
    assert all(str(one) for one in told)


def test_a_video_inside_a_box_is_told(with_film):
    files = with_film()
    files[PAGES[0]] = files[PAGES[0]].replace(b"```video", b"::: note\n```video") + b":::\n"
    assert "video-nested" in codes(files)


def test_a_video_that_one_language_lacks_is_told(with_film, files):
    assert "translation-differs" in codes({**with_film(), PAGES[1]: files[PAGES[1]]})


def test_every_code_of_videos_is_tested():
    assert {code for code in SENTENCES if code.startswith("video-")} == {
        *(code for code in FAULTS if code.startswith("video-")),
        "video-nested",
    }
