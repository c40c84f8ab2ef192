from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mooc_tool.packs.outline import outline
from mooc_tool.packs.reading import folder_files, read_pack
from mooc_tool.packs.tables import line_of, read_toml


def test_a_sound_pack_is_read_whole(files):
    reading = read_pack(files)
    assert reading.problems == ()
    pack = reading.pack
    assert pack.slug == "petit-cours"
    assert pack.languages == ("fr", "en")
    unit = pack.unit("1-1-voitures")
    assert unit.titles == {"fr": "Les voitures", "en": "The cars"}
    assert unit.exercises == ("remplir-les-voitures",)
    assert unit.minutes == 20
    assert pack.unit("a-propos").minutes == 0
    assert pack.week_of("1-1-voitures").number == 1
    assert pack.week_of("a-propos") is None
    assert pack.unit_with("remplir-les-voitures") is unit
    assert pack.exercises["remplir-les-voitures"].params == {"level": "standard"}
    assert pack.facts["F-506"].values == (66, 85)
    assert pack.rule.level("reussite").rule.mean == 60


def test_titles_of_the_tables_are_typeset_as_those_of_pages_are(files):
    title = b"Qu'est-ce qu'une place ?"
    for path, old in (
        ("exercises/remplir-les-voitures.toml", b"Remplir les voitures"),
        ("pack.toml", b"Semaine"),
    ):
        files[path] = files[path].replace(old, title, 1)
    pack = read_pack(files).pack
    assert pack.exercises["remplir-les-voitures"].titles["fr"] == "Qu’est-ce qu’une place\u00a0?"
    assert pack.weeks[0].titles["fr"] == "Qu’est-ce qu’une place\u00a0?"


def test_all_faults_are_told_at_once_with_their_lines(files):
    files["pack.toml"] = files["pack.toml"].replace(b"minutes = 20\n", b'minutes = "vingt"\n', 1)
    files["pack.toml"] = files["pack.toml"].replace(b"hours = 1\n", b"")
    files["facts.toml"] = files["facts.toml"].replace(b'grade = "B"', b'grade = "Z"')
    files["exercises/remplir-les-voitures.toml"] += b"tires = 2\n"
    reading = read_pack(files)
    told = {(problem.path, problem.line, problem.code) for problem in reading.problems}
    assert told == {
        ("pack.toml", 1, "field-missing"),
        ("pack.toml", 12, "field-wrong"),
        ("facts.toml", 16, "field-wrong"),
        ("exercises/remplir-les-voitures.toml", 5, "field-unknown"),
    }
    assert reading.pack is None
    assert reading.broken == {"F-001", "remplir-les-voitures"}


def test_one_broken_table_does_not_hide_the_rest(files):
    files["facts.toml"] = b"[F-506]\nvalues = [1,\n"
    reading = read_pack(files)
    assert [problem.code for problem in reading.problems] == ["toml-syntax"]
    assert reading.pack.facts == {}


@pytest.mark.parametrize(
    ("toml", "line"),
    [(b"a = 1\nb = \n", 2), (b"a = 1\n\n\nb = 'x\n", 4), (b"[a]\nx = 1\n[a]\n", 3), (b"a = [1,\n", 1)],
)
def test_bad_toml_is_told_with_its_line(toml, line):
    document, (problem,) = read_toml("x.toml", toml)
    assert document == {}
    assert (problem.code, problem.line) == ("toml-syntax", line)


def test_places_are_found_in_nested_tables():
    toml = b'a = 1\ntext = """\nb = 2\n"""\n[[weeks]]\nnumber = 1\n[[weeks.units]]\nslug = "x"\n'
    toml += b'[[weeks]]\n[[weeks.units]]\nslug = "y"\n[F-1.says]\n"fr" = "z"\nx.y = 3\n'
    lines = {
        ("a",): 1,
        ("b",): 1,
        ("weeks", 0, "number"): 6,
        ("weeks", 0, "units", 0, "slug"): 8,
        ("weeks", 1, "units", 0, "slug"): 11,
        ("F-1", "says", "fr"): 13,
        ("F-1", "says", "x", "y"): 14,
    }
    assert {place: line_of(toml, place) for place in lines} == lines


def test_an_outline_sees_titles_and_only_true_exercises():
    text = "\n# Titre #\n\n````md\n```exercise\nfaux\n```\n````\n"
    text += "\n```exercise\nvrai\n```\n~~~exercise\nautre\n~~~\n"
    assert outline(text).title == "Titre"
    assert outline(text).exercises == ("vrai", "autre")
    assert outline("Pas de titre\n# Trop tard").title == ""


def test_a_folder_is_read_without_hidden_files_and_links(tmp_path: Path):
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "a.md").write_text("# A")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("secret")
    outside = tmp_path.parent / "outside.md"
    outside.write_text("secret")
    (tmp_path / "link.md").symlink_to(outside)
    assert folder_files(tmp_path) == {"fr/a.md": b"# A"}


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["pack.toml", "facts.toml", "exercises/x.toml"]), st.binary()))
def test_no_bytes_make_the_reader_fall(files):
    reading = read_pack(files)
    assert reading.pack is None
    assert reading.problems


_JSON = st.recursive(
    st.one_of(st.integers(-5, 5), st.booleans(), st.text(max_size=3)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner)),
    max_leaves=6,
)


@settings(deadline=None)
@given(name=st.sampled_from(["weeks", "pages", "titles", "languages", "certification", "hours"]), value=_JSON)
def test_no_value_makes_the_reader_fall(name, value):
    toml = f"{name} = {_toml(value)}\n".encode()
    assert read_pack({"pack.toml": toml}).problems


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else "'" + "".join(c for c in value if c.isalnum()) + "'"
