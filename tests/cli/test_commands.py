"""The commands of an installation: they do what they say, say what they did, and can be repeated."""

import re
import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from mooc_tool import paths
from mooc_tool.records import LetterState, Person, Revision, Score, SigningKey
from mooc_tool.services.library import DEFAULT_PACK
from mooc_tool.services.tool import Tool
from tests.cli.conftest import Run
from tests.conftest import House
from tests.worker.post import Post

URLS = {"--auth-url": "auth", "--token-url": "token", "--keyset-url": "keys"}
ADDRESSES = [word for name, path in URLS.items() for word in (name, f"https://lms.example/{path}")]
ADD = ["platform", "add", "--issuer", "https://lms.example", "--client-id", "c", *ADDRESSES]

Settled = dict[str, str]


def test_the_database_is_made_and_made_again(run: Run) -> None:
    first, again = run("db", "upgrade"), run("db", "upgrade")
    assert (first.status, again.status) == (0, 0)
    assert first.out == again.out
    assert "ready: a signing key" in first.out
    assert f"ready: course {DEFAULT_PACK}" in first.out
    checked = run("db", "check")
    assert (checked.status, "has the tables of this version" in checked.out) == (0, True)


def test_tables_that_somebody_changed_are_said(run: Run, tool: Tool, settled: Settled) -> None:
    with tool.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE person DROP COLUMN created_at")
    assert run("db", "check", **settled).failed_with("tables are not those of this version")


def test_a_platform_from_invitation_to_the_end(run: Run, settled: Settled) -> None:
    invited = run("platform", "invite", **settled)
    assert re.search(r"dynamic registration: http://localhost:8000/lti/register/\S{22}\n", invited.out)
    assert re.search(r"paste form: +http://localhost:8000/register/\S{22}\n", invited.out)
    assert run(*ADD, "--name", "Notre Moodle", **settled).out == "Platform 1 may launch the tool.\n"
    shown = "1\t{}\tNotre Moodle\thttps://lms.example\tc\n"
    assert run("platform", "list", **settled).out == shown.format("active")
    assert "is off" in run("platform", "off", "1", **settled).out
    assert run("platform", "list", **settled).out == shown.format("off")
    assert "is active" in run("platform", "accept", "1", **settled).out
    assert "refused" in run("platform", "set", "1", **settled).out
    assert "let in" in run("platform", "set", "1", "--anonymous", **settled).out
    told = run("platform", "set", "1", "--deployment", "north", "--no-anonymous", **settled).out
    assert told == "Visitors without a name: refused at deployment north.\n"
    for wrong in (("--deployment", "north"), ("--deployment", "", "--anonymous")):
        assert run("platform", "set", "1", *wrong, **settled).status == 2
    both = run("platform", "set", "1", "--review", **settled).out
    assert ("let in" in both, ": asked for" in both) == (True, True)
    assert run("platform", "remove", "1", "--yes", **settled).out == "Forgotten.\n"
    assert run("platform", "list", **settled).out == ""


def test_a_platform_of_1_1_and_its_secret(run: Run, settled: Settled) -> None:
    added = run("platform", "add-legacy", "--key", "fun", **settled)
    assert "It may not launch yet" in added.out
    number = re.search(r"platform legacy on (\d+)", added.out)
    assert number
    assert "fun may launch" in run("platform", "legacy", "on", number[1], **settled).out
    shown = re.compile(r"The secret, shown this once: (\S{32,})\n")
    changed = run("platform", "legacy", "secret", "fun", **settled)
    assert len({*shown.findall(added.out), *shown.findall(changed.out)}) == 2
    given = run("platform", "legacy", "secret", "fun", "--secret", "theirs", **settled)
    assert (given.status, "theirs" in given.out) == (0, False)
    assert "fun may not launch" in run("platform", "legacy", "off", number[1], **settled).out


def test_a_platform_is_not_removed_unasked(run: Run, settled: Settled) -> None:
    run(*ADD, **settled)
    assert run("platform", "remove", "1", **settled).status != 0
    assert run("platform", "list", **settled).out


@pytest.mark.parametrize("verb", [["accept"], ["off"], ["set"], ["remove", "--yes"]])
def test_a_platform_that_is_none_is_said(run: Run, settled: Settled, verb: list[str]) -> None:
    ended = run("platform", verb[0], "4711", *verb[1:], **settled)
    assert ended.failed_with("There is no platform 4711", "mooc-tool platform list")


def test_addresses_without_https_are_refused(run: Run, settled: Settled) -> None:
    strict = {**settled, "allow_private_platforms": "false"}
    wrong = [word.replace("https://lms.example/keys", "http://lms.example/keys") for word in ADD]
    assert run(*wrong, **strict).failed_with("--keyset-url must begin with https://")
    assert run("platform", "list", **strict).out == ""
    assert run(*wrong, **settled).status == 0, "a test LMS may do without"


def test_a_missing_address_is_said(run: Run, settled: Settled) -> None:
    assert run(*ADD[:-2], **settled).failed_with("--keyset-url")
    assert run(*ADD[:-1], "", **settled).failed_with("--keyset-url is empty")


def test_a_key_is_rotated(run: Run, tool: Tool, settled: Settled) -> None:
    kids = [re.findall(r"key (\S+)\.", run("key", "rotate", **settled).out)[0] for _ in range(2)]
    with tool.database.reading() as db:
        assert tool.keyring.current(db).kid == kids[1]
        assert db.scalar(select(func.count()).select_from(SigningKey)) == 3


def test_a_person_is_erased_after_a_question(run: Run, post: Post, settled: Settled) -> None:
    (user,) = post.enrol(1)
    number = str(post.learners[user].person_id)
    assert run("person", "erase", number, **settled).status != 0
    with post.house.tool.database.reading() as db:
        assert db.get(Person, int(number))
    assert run("person", "erase", number, "--yes", **settled).out == "Forgotten.\n"
    assert run("person", "erase", number, "--yes", **settled).failed_with(f"There is no person {number}.")


def test_the_audit_finds_nothing_then_what_was_changed(run: Run, settled: Settled, post: Post) -> None:
    assert run("audit", **settled).out == "0 attempts and 0 certificates recomputed, 0 differ.\n"
    (user,) = post.enrol(1)
    post.score(user, 50)  # written without a question: nothing recomputes it
    with post.house.tool.database.writing() as db:
        db.execute(update(Score).values(points=51))
    ended = run("audit", **settled)
    assert ended.status == 1
    first, last = ended.out.splitlines()
    assert re.match(r"attempt \d+ \(remplir-les-voitures\): question was stored", first)
    assert last == "1 attempts and 0 certificates recomputed, 1 differ."


def test_letters_are_sent_once(run: Run, post: Post, settled: Settled) -> None:
    assert run("work", "--once", **settled).out == "letters sent: 0\n"
    (user,) = post.enrol(1)
    post.score(user, 50)
    assert run("work", "--once", **settled).out == "letters sent: 1\n"
    (letter,) = post.letters()
    assert (letter.state, letter.platform_code) == (LetterState.WAITING, "platform-unreachable")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The shipped course, to break."""
    return Path(shutil.copytree(paths.content() / DEFAULT_PACK, tmp_path / "broken"))


def test_a_sound_pack(run: Run, pack: Path) -> None:
    ended = run("pack", "check", str(pack))
    assert (ended.status, ended.out) == (0, "No problem.\n")


def test_a_pack_in_a_zip(run: Run, pack: Path, settled: Settled) -> None:
    zipped = Path(shutil.make_archive(str(pack), "zip", pack.parent, pack.name))
    assert run("pack", "check", str(zipped)).out == "No problem.\n"
    assert run("pack", "import", str(zipped), **settled).out.startswith("Imported as revision ")
    zipped.write_bytes(b"nonsense")
    assert run("pack", "check", str(zipped)).failed_with("This is no zip that can be read")


def test_a_broken_pack_is_told_with_file_and_line(run: Run, pack: Path, settled: Settled) -> None:
    table = pack / "pack.toml"
    table.write_text("nonsense = 1\n" + table.read_text(encoding="utf-8"), encoding="utf-8")
    ended = run("pack", "check", str(pack))
    assert ended.status == 1
    assert re.match(rf"{re.escape(str(table))}:1: \S+", ended.out)
    assert re.fullmatch(r"\d+ problem\(s\)\.\n", ended.err)
    assert run("pack", "import", str(pack), **settled).failed_with("mooc-tool pack check")


def test_problems_are_said_in_the_readers_language(run: Run, pack: Path) -> None:
    page = pack / "fr" / "a-propos.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nOn compte 4711 lecteurs.\n", encoding="utf-8")
    line = len(page.read_text(encoding="utf-8").splitlines())
    english = f"{page}:{line}: The number 4711 has no source: cite a fact, or mark arithmetic with [^=].\n"
    assert run("pack", "check", str(pack)).out == english
    french = run("pack", "check", str(pack), "--language", "fr")
    assert french.out.startswith(f"{page}:{line}: Le nombre 4711 n’a pas de source")
    assert french.err == "1 problème(s).\n"
    assert run("pack", "check", str(pack), "--language", "de").failed_with("'fr', 'en'")


@pytest.mark.parametrize(
    ("named", "said"),
    [({"LANG": "fr_FR.UTF-8"}, "Aucun"), ({"LANG": "fr_FR", "LC_ALL": "C"}, "No"), ({"LANG": "de_DE"}, "No")],
)
def test_the_environment_names_the_language(run: Run, pack: Path, named: Settled, said: str) -> None:
    assert run("pack", "check", str(pack), **named).out.startswith(said)


def test_a_folder_that_is_none_is_said(run: Run, tmp_path: Path) -> None:
    assert run("pack", "check", str(tmp_path / "nowhere")).failed_with("nowhere", "does not exist")
    (tmp_path / "empty").mkdir()
    assert run("pack", "check", str(tmp_path / "empty")).status == 1


def test_a_pack_is_imported_once(run: Run, tool: Tool, pack: Path, settled: Settled) -> None:
    first, again = (run("pack", "import", str(pack), **settled) for _ in range(2))
    assert first.out == again.out
    number = int(re.findall(r"revision (\d+)", first.out)[0])
    with tool.database.reading() as db:
        revision = db.get_one(Revision, number)
    assert (revision.pack, revision.shipped) == ("broken", True)


def test_every_command_explains_itself(run: Run) -> None:
    found = run("--help")
    for name in ("demo", "serve", "work", "db", "pack", "platform", "key", "person", "audit"):
        assert re.search(rf"^  {name} +\w", found.out, re.M), name
        assert run(name, "--help").status == 0


def test_the_version_is_told(run: Run) -> None:
    assert re.search(r"\d+\.\d+", run("--version").out)


def test_the_house_is_the_installation(house: House, run: Run, settled: Settled) -> None:
    assert run("platform", "list", **settled).out.startswith(
        "1\tactive\tDemonstration LMS\thttp://127.0.0.1:8001\t"
    )
    assert house.client_id in run("platform", "list", **settled).out
