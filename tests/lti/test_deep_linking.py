"""What an instructor chose, signed for the platform."""

from datetime import timedelta

import jwt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mooc_tool.errors import Unreadable
from mooc_tool.lti.deep_linking import DeepLinkingSettings, Item, response_token
from mooc_tool.lti.lines import LineSpec

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
SETTINGS = DeepLinkingSettings("https://lms.test/return", accept_multiple=True)
LINE = LineSpec("Fill the cars", 10.0, "exercise", "remplir-les-voitures", "ignored")
ITEM = Item("Fill the cars", "https://tool.test/lti/launch", "U2.1", {"unit": "2-1"}, LINE)


def answer(lms, asked, items, message=None):
    token = response_token(asked, items, lms.platform, lms.key, "deployment-1", lms.now, message)
    assert jwt.get_unverified_header(token)["kid"] == lms.key.kid
    unchecked = {"verify_exp": False, "verify_iat": False}
    public = lms.key.private.public_key()
    return jwt.decode(token, public, ["RS256"], audience=lms.platform.issuer, options=unchecked)


def test_all_that_the_specification_asks(lms):
    claims = answer(lms, SETTINGS, [ITEM])
    assert claims["iss"] == "client-1"
    assert claims["iat"] == lms.now.timestamp()
    assert claims["exp"] == (lms.now + timedelta(minutes=10)).timestamp()
    assert len(claims["nonce"]) > 40
    assert claims[LTI + "message_type"] == "LtiDeepLinkingResponse"
    assert claims[LTI + "version"] == "1.3.0"
    assert claims[LTI + "deployment_id"] == "deployment-1"
    assert claims[DL + "content_items"] == [
        {
            "type": "ltiResourceLink",
            "title": "Fill the cars",
            "text": "U2.1",
            "url": "https://tool.test/lti/launch",
            "custom": {"unit": "2-1"},
            "lineItem": {
                "label": "Fill the cars",
                "scoreMaximum": 10,
                "resourceId": "remplir-les-voitures",
                "tag": "exercise",
            },
        }
    ]
    assert not {DL + "data", DL + "msg"} & set(claims)


def test_several_only_where_several_are_taken(lms):
    assert len(answer(lms, SETTINGS, [ITEM, ITEM])[DL + "content_items"]) == 2
    with pytest.raises(Unreadable) as caught:
        answer(lms, DeepLinkingSettings("https://lms.test/return"), [ITEM, ITEM])
    assert caught.value.code == "one-item-only"


@pytest.mark.parametrize(("accepted", "sent"), [(True, True), (None, True), (False, False)])
def test_line_items_unless_refused(lms, accepted, sent):
    asked = DeepLinkingSettings("https://lms.test/return", accept_line_item=accepted)
    [item] = answer(lms, asked, [ITEM])[DL + "content_items"]
    assert ("lineItem" in item) == sent


def test_cancel(lms):
    claims = answer(lms, SETTINGS, [], "Nothing was chosen.")
    assert (claims[DL + "content_items"], claims[DL + "msg"]) == ([], "Nothing was chosen.")


unhurried = settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
JSON = st.recursive(
    st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@unhurried
@given(data=JSON)
def test_data_comes_back_as_it_came(lms, data):
    asked = DeepLinkingSettings("https://lms.test/return", data=data)
    assert answer(lms, asked, [])[DL + "data"] == data
