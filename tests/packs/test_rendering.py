import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mooc_tool.errors import NotFound
from mooc_tool.packs.outline import outline
from mooc_tool.packs.reading import read_pack
from mooc_tool.packs.rendering import Addresses, ExerciseSlot, Sheet, render_preview, render_unit

FRENCH = {"Note %(number)s": "Note numéro %(number)s", "A voice": "Une voix"}


@pytest.fixture
def pack(files):
    return read_pack(files).pack


def html(pack, text, language="fr", **more):
    page = render_preview(pack, text, language, **more)
    return "".join(part.html for part in page.parts if part.exercise is None)


def test_a_unit_is_cut_where_its_exercise_stands(pack, files):
    page = render_unit(pack, files, "1-1-voitures", "fr")
    assert page.title == "Les voitures"
    assert [part.exercise for part in page.parts] == [None, "remplir-les-voitures", None, None]
    assert page.exercises == ("remplir-les-voitures",)
    assert page.parts[1] == ExerciseSlot("remplir-les-voitures")
    assert "<h1" not in page.parts[0].html
    assert [(heading.level, heading.text, heading.id) for heading in page.headings] == [
        (2, "Une partie", "h-une-partie")
    ]
    assert page.words > 200
    assert str(page.parts[0].__html__()) == page.parts[0].html


def test_the_same_arguments_give_the_same_page(pack, files):
    assert render_unit(pack, files, "1-1-voitures", "fr") == render_unit(pack, files, "1-1-voitures", "fr")


@pytest.mark.parametrize(("slug", "language"), [("unknown", "fr"), ("1-1-voitures", "de"), ("../pack", "fr")])
def test_what_is_not_written_is_not_found(pack, files, slug, language):
    with pytest.raises(NotFound):
        render_unit(pack, files, slug, language)


def test_headings_and_boxes_with_a_title_get_anchors_that_links_may_lead_to(pack):
    boxes = ("::: question Qui ?\nElle.\n:::", "::: note\nRien.\n:::", "::: voix Qui ?\nLui.\n:::")
    found = html(pack, "\n\n".join(("# T", "## Été", *boxes, "[ici](#b-qui-2)")))
    assert '<h2 id="h-ete">' in found
    assert '<details class="callout callout-question" id="b-qui">' in found
    assert '<div class="callout callout-voix" id="b-qui-2" role="note"' in found
    assert found.count(' id="b-') == 2
    assert '<a href="#b-qui-2">' in found


def test_words_are_counted_as_a_reader_counts_them(pack):
    """Neither the title, nor spaced punctuation, nor the notes."""
    text = "# Un titre\n\n## Quoi ?\n\nEst-ce « un mot » : oui ; non[^F-506] — 66 % !\n\n- *un*, **deux**\n"
    assert render_preview(pack, text, "fr").words == 9


def test_facts_become_numbered_notes_with_their_source(pack):
    text = "# T\n\nUn[^F-001], deux[^F-506], encore[^F-001], calcul 2 + 2 = 4[^=].\n"
    page = render_preview(pack, text, "fr", say=lambda words: FRENCH.get(words, words))
    body, end = (part.html for part in page.parts)
    assert [(note.number, note.fact.id) for note in page.notes] == [(1, "F-001"), (2, "F-506")]
    assert 'id="cite-1" href="#note-1" role="doc-noteref" aria-label="Note numéro 1">1</a>' in body
    assert 'id="cite-1-2" href="#note-1"' in body
    assert "[^=]" not in body
    assert '<li id="note-1"><p>7&nbsp;200 inscrits.' in end
    assert 'href="https://example.org/gazette"' in end
    assert ", 2016." in end
    assert "grade-h" in end
    assert "Modèle d’enseignement" in end


def test_a_term_is_linked_at_its_first_use_only_and_never_in_a_heading(pack):
    text = "# T\n\n## La masse critique\n\nDes masses critiques. **Masse critique**, [masse critique](#x).\n"
    found = html(pack, text)
    assert found.count('class="term"') == 1
    assert '<a class="term" id="use-masse-critique" href="#term-masse-critique">masses critiques</a>' in found
    assert "<dt>masse critique</dt>" in found
    assert 'class="term"' not in html(pack, "# T\n\nLa `masse critique` et la surmasse critique.\n")
    assert 'class="term"' in html(pack, "# T\n\nThe critical mass.\n", "en")


def test_a_terms_link_opens_its_meaning_beside_it_without_a_script(pack):
    found = html(pack, "# T\n\nUne masse critique suffit.\n")
    opened = found.partition('href="#term-masse-critique">masse critique</a>')[2]
    assert opened.startswith('<span class="meaning" id="term-masse-critique">Un seuil')
    assert 'href="#use-masse-critique"' in opened.partition("</span>")[0]
    assert found.count('id="term-masse-critique"') == 1


def test_french_is_typeset(pack):
    found = html(pack, "# T\n\nL'idée : « oui » ; \"non\" ? 3 200 km, 85 % et 1 200 000 €... `a : b`\n")
    assert "L’idée&nbsp;: «&nbsp;oui&nbsp;»&nbsp;; «&nbsp;non&nbsp;»&nbsp;?" in found
    assert "3&nbsp;200&nbsp;km, 85&nbsp;% et 1&nbsp;200&nbsp;000&nbsp;€…" in found
    assert "<code>a : b</code>" in found


def test_english_is_typeset(pack):
    assert "It’s “fine” : 20&nbsp;km" in html(pack, "# T\n\nIt's \"fine\" : 20 km\n", "en")


def test_tables_scroll_alone_have_a_name_and_no_style(pack):
    table = "| | b |\n|---|--:|\n| 1 | 2 |\n"
    found = html(pack, f"# T\n\n{table}\n\n::: tableau Des *chiffres*\n{table}:::\n")
    assert '<div class="table-scroll" role="region" tabindex="0" aria-label="Table 1">' in found
    assert 'tabindex="0" aria-labelledby="box-1">' in found
    assert '>Table</span> <span class="callout-name">Des <em>chiffres</em></span></figcaption>' in found
    assert '<th class="align-right" scope="col">b</th>' in found
    assert "<td></td>" in found
    assert "style" not in found


def test_boxes_have_a_label_and_a_name(pack):
    text = "# T\n\n::: voix Une *actrice*\nDit.\n:::\n"
    found = html(pack, text, say=lambda words: FRENCH.get(words, words))
    assert 'id="b-une-actrice" role="note" aria-labelledby="box-1">' in found
    assert '>Une voix</span> <span class="callout-name">Une <em>actrice</em></span></p>' in found


def test_a_title_that_cites_stays_in_one_piece(pack):
    found = html(pack, "# T\n\n::: question Pourquoi 85 %[^F-506] ?\nParce que.\n:::\n")
    title = re.findall(r'<span class="callout-name">(.*?)</span></summary>', found, re.DOTALL)
    assert [re.sub(r"<sup.*?</sup>", "|", piece) for piece in title] == ["Pourquoi 85&nbsp;%|&nbsp;?"]


@pytest.mark.parametrize("name", ["plus-loin", "question"])
def test_some_boxes_are_folded(pack, name):
    found = html(pack, f"# T\n\n::: {name} Titre\nDedans.\n:::\n")
    assert f'<details class="callout callout-{name}" id="b-titre">' in found
    assert "Titre</span></summary>\n<p>Dedans.</p>\n</details>" in found


def test_no_link_stands_in_the_title_of_a_folded_box(pack):
    found = html(pack, "# T\n\n::: question [Un](a-propos.md) chiffre[^F-506] ?\nOui.\n:::\n")
    summary = found.partition("<summary")[2].partition("</summary>")[0]
    assert "<a" not in summary
    assert 'Un chiffre<sup class="citation" id="cite-1">1</sup>' in summary
    assert 'href="#cite-1"' in found


def test_boxes_nest_with_more_colons(pack):
    found = html(pack, "# T\n\n:::: voix A\n::: note B\nx\n:::\n::::\n")
    assert found.count('role="note"') == 2
    assert ":::" not in found


def test_links_lead_inside_the_course_and_out(pack):
    text = "# T\n\n[a](a-propos.md#h-b) [c](https://example.org) [d](#h-e) ![f](../figures/g.svg) ![h](https://x.org/i.png)\n"
    found = html(pack, text, addresses=Addresses(page="/p/{}".format, figure="/f/{}".format))
    assert '<a href="/p/a-propos#h-b">' in found
    assert '<a href="https://example.org" rel="noopener noreferrer" class="outside">' in found
    assert '<a href="#h-e">' in found
    assert '<img src="/f/g.svg" alt="f" loading="lazy">' in found
    assert "x.org" not in found


def test_headings_have_distinct_anchors_and_a_second_title_steps_down(pack):
    page = render_preview(pack, "# T\n\n## Été !\n\n## Été ?\n\n# Encore\n", "fr")
    found = [(heading.level, heading.id) for heading in page.headings]
    assert found == [(2, "h-ete"), (2, "h-ete-2"), (2, "h-encore")]


def test_a_fact_or_exercise_that_is_not_there_does_not_break_the_page(pack):
    text = "# T\n\nx[^F-999]\n\n```exercise\nrien\n```\n\n- a\n\n  ```exercise\n  dedans\n  ```\n"
    page = render_preview(pack, text, "fr")
    assert "[F-999]" in page.parts[0].html
    assert page.exercises == ("rien",)


_MARKS = st.text(alphabet=st.sampled_from("ab #*_`~:|-[]()!<>&\n\t\"'^F-506=.0é"), max_size=120)


@settings(deadline=None)
@given(text=st.one_of(st.text(max_size=200), _MARKS))
def test_any_text_renders(text):
    pack = read_pack(_BARE).pack
    page = render_preview(pack, text, "fr")
    assert page.words >= 0


_BARE = {
    "pack.toml": b'slug = "x"\nlanguages = ["fr"]\nlicence = "x"\nauthors = ["x"]\nhours = 1\n'
    b'titles = {fr = "x"}\n'
    b'[[weeks]]\nnumber = 1\nminutes = 1\ntitles = {fr = "x"}\nunits = [{slug = "x", minutes = 1}]\n'
}

_LINES = st.sampled_from(["# Titre", "texte", "", "```exercise", "```", "un-exercice", "~~~", "````"])


@settings(deadline=None)
@given(st.lists(_LINES, max_size=12))
def test_the_outline_says_what_the_page_shows(lines):
    text = "\n".join(lines)
    page = render_preview(read_pack(_BARE).pack, text, "fr")
    assert outline(text).exercises == tuple(name for name in page.exercises if name)


def test_on_a_sheet_nothing_is_folded_or_linked_and_anchors_are_the_pages_own(pack):
    text = (
        "# A\n\n## Part\n\nA [part](#h-part), the masse critique, 7 200 inscrits[^F-001].\n\n"
        "::: question Why?\nBecause.\n:::\n"
    )
    page = render_preview(pack, text, "fr", addresses=Sheet(page="../unit/{}".format, place="p-"))
    text = "".join(part.html for part in page.parts)
    assert "details" not in text
    assert "term" not in text
    assert '<h3 id="p-h-part">Part</h3>' in text
    assert 'href="#p-h-part"' in text
    assert 'id="p-cite-1" href="#p-note-1"' in text
    assert '<li id="p-note-1">' in text
    assert [term.id for term in page.terms] == ["masse-critique"]
