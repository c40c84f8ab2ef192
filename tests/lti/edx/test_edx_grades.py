"""Line items and scores, with Open edX's own views and gradebook signal; its quirks are pinned here."""

from datetime import UTC, datetime, timedelta
from importlib.util import find_spec

import pytest

from mooc_tool.errors import PlatformError
from mooc_tool.lti.connector import Token
from mooc_tool.lti.lines import SCOPE, LineSpec, find_or_create, update
from mooc_tool.lti.scores import Score, send

pytestmark = [
    pytest.mark.edx,
    pytest.mark.skipif(find_spec("lti_consumer") is None, reason="lti-consumer-xblock is not installed"),
]

BLOCK = "block-v1:FUN+ECO+2026+type@lti_consumer+block@e03"
SPEC = LineSpec("Fill the cars", 10.0, "exercise", "remplir-les-voitures", BLOCK)


class TestGrades:
    def score(self, line, moment, given=7.5):
        return Score(line, "6f2c", given, 10.0, "3 of 4 matched", moment)

    def test_line_score_and_gradebook(self, block):
        line = find_or_create(block.connector(), block.lines, SPEC)
        assert find_or_create(block.connector(), block.lines, SPEC) == line
        assert send(block.connector(), self.score(line, datetime.now(UTC))).status == 201
        assert block.published == [("6f2c", 0.75, "3 of 4 matched")]
        assert len(block.tokens) == 2

    def test_a_line_without_the_blocks_own_link_never_reaches_the_gradebook(self, block):
        line = find_or_create(block.connector(), block.lines, LineSpec("L", 10.0, "exercise", "other"))
        assert send(block.connector(), self.score(line, datetime.now(UTC))).status == 201
        assert block.published == []

    def test_an_older_or_equal_timestamp_is_superseded(self, block):
        line = find_or_create(block.connector(), block.lines, SPEC)
        now = datetime.now(UTC)
        send(block.connector(), self.score(line, now))
        for moment in (now, now - timedelta(seconds=1)):
            with pytest.raises(PlatformError) as caught:
                send(block.connector(), self.score(line, moment))
            assert (caught.value.code, caught.value.status) == ("score-superseded", 400)
        later = self.score(line, now + timedelta(microseconds=1))
        assert send(block.connector(), later).status == 201

    def test_a_zero_reaches_the_gradebook(self, block):
        line = find_or_create(block.connector(), block.lines, SPEC)
        send(block.connector(), self.score(line, datetime.now(UTC), given=0.0))
        assert block.published == [("6f2c", 0.0, "3 of 4 matched")]

    def test_a_bad_token_is_403_and_renewed(self, block):
        name = f"1 {SCOPE}"
        block.tokens[name] = Token("bad", datetime.now(UTC) + timedelta(hours=1))
        assert find_or_create(block.connector(), block.lines, SPEC)
        assert block.tokens[name].value != "bad"

    @pytest.mark.parametrize("spec", [LineSpec("L", 12.5, "t", "r", BLOCK), LineSpec("L", 10.0, "tag")])
    def test_lines_that_it_does_not_take(self, block, spec):
        with pytest.raises(PlatformError) as caught:
            find_or_create(block.connector(), block.lines, spec)
        assert (caught.value.code, caught.value.status) == ("platform-refused", 400)

    def test_update(self, block):
        line = find_or_create(block.connector(), block.lines, SPEC)
        renamed = LineSpec("Remplir les voitures", 20.0, SPEC.tag, SPEC.resource_id, BLOCK)
        update(block.connector(), line, renamed)
        held = block.connector().request(
            "GET", line, [SCOPE], accept="application/vnd.ims.lis.v2.lineitem+json"
        )
        assert (held.json()["label"], held.json()["scoreMaximum"]) == ("Remplir les voitures", 20)
