"""The instructor's table."""

from dataclasses import replace

import pytest

from mooc_tool.services import progress, results
from tests.services.campus import BACK, OUT, ROUND, Campus


def test_the_table_and_the_learners_page_say_one_mean(campus: Campus) -> None:
    pack = campus.content.pack
    exercises = {**pack.exercises, ROUND: replace(pack.exercises[ROUND], optional=True)}
    campus.content = replace(
        campus.content,
        pack=replace(pack, exercises=exercises, rule=replace(pack.rule, weights={OUT: 3, BACK: 1})),
    )
    amina, bruno = campus.member("amina"), campus.member("bruno")
    for exercise, points in ((OUT, 80), (ROUND, 10)):
        campus.score(amina, exercise, points)
    with campus.tool.database.reading() as db:
        home = progress.overview(db, amina, campus.content)
        table = results.of_course(db, campus.course_id, campus.content.pack, "fr")
    assert {row.person_id: row.mean for row in table.learners} == {
        amina.person_id: 60.0,
        bruno.person_id: None,
    }
    assert home.mean == 60.0


@pytest.mark.parametrize(
    ("asked", "number", "shown"),
    [(1, 1, [0, 1]), (3, 3, [4]), (4, 3, [4]), (0, 1, [0, 1]), (-(10**30), 1, [0, 1])],
)
def test_a_large_table_is_shown_page_by_page(
    campus: Campus, monkeypatch: pytest.MonkeyPatch, asked: int, number: int, shown: list[int]
) -> None:
    monkeypatch.setattr(results, "PER_PAGE", 2)
    everybody = [campus.member(f"learner {one}").person_id for one in range(5)]
    with campus.tool.database.reading() as db:
        table = results.of_course(db, campus.course_id, campus.content.pack, "fr")
    leaf = results.leaf(table, asked)
    assert (leaf.number, leaf.pages, table.counts.enrolled) == (number, 3, 5)
    assert [row.person_id for row in leaf.learners] == [everybody[one] for one in shown]


def test_an_empty_table_has_a_page(campus: Campus) -> None:
    with campus.tool.database.reading() as db:
        table = results.of_course(db, campus.course_id, campus.content.pack, "fr")
    assert results.leaf(table, 1) == results.Leaf((), 1, 1)
