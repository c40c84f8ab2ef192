"""The instructor's table."""

from dataclasses import replace

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
