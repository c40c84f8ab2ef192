"""A learner, from the LMS to the gradebook and to the certificate."""

from playing import action, begin, newest_attempt, play_exercise, right_fields


def test_a_score_reaches_the_gradebook(house):
    visitor = house.visitor("amina")
    page = visitor.launch(house.exercise_activity)
    played = play_exercise(house.tool, visitor, page)
    assert played.page.status_code == 200
    print(played.page.text)
    assert house.deliver() == 1
    print(house.lms.gradebook)
