"""The claim by which a platform moves from LTI 1.1 (the example is the migration guide's own)."""

import pytest

from mooc_tool.errors import LaunchError
from mooc_tool.lti.claims import LTI, Claims
from mooc_tool.lti.former import CLAIM, read_former

SECRET = "my-lti11-secret"
TOLD = {
    "user_id": "34212",
    "oauth_consumer_key": "179248902",
    "oauth_consumer_key_sign": "lWd54kFo5qU7xshAna6v8BwoBm6tmUjc6GTax6+12ps=",
}
MESSAGE = {
    "nonce": "172we8671fd8z",
    "iat": 1551290796,
    "exp": 1551290856,
    "iss": "https://lmsvendor.com",
    "aud": "PM48OJSfGDTAzAo",
    "sub": "3",
    LTI + "deployment_id": "689302",
    CLAIM: TOLD,
}


def test_the_guides_example():
    former = read_former(Claims(MESSAGE))
    assert former.signed == "179248902&689302&https://lmsvendor.com&PM48OJSfGDTAzAo&1551290856&172we8671fd8z"
    assert (former.consumer_key, former.user, former.resource_link) == ("179248902", "34212", None)
    assert former.is_signed_with(SECRET)
    assert not former.is_signed_with("another")
    assert not former.is_signed_with("")


@pytest.mark.parametrize(
    "changed",
    [{"nonce": "x"}, {"exp": 1}, {"iss": "https://x"}, {"aud": "x"}, {LTI + "deployment_id": "1"}],
)
def test_it_is_good_for_this_message_only(changed):
    assert not read_former(Claims(MESSAGE | changed)).is_signed_with(SECRET)


def test_the_client_is_the_one_that_asked():
    for changed in ({"aud": ["PM48OJSfGDTAzAo"]}, {"aud": ["x", "y"], "azp": "PM48OJSfGDTAzAo"}):
        assert read_former(Claims(MESSAGE | changed)).is_signed_with(SECRET)


@pytest.mark.parametrize("name", ["oauth_consumer_key", "oauth_consumer_key_sign"])
def test_without_key_or_signature_it_says_nothing(name):
    """Canvas sends the old user id with every launch."""
    told = {other: value for other, value in TOLD.items() if other != name}
    assert read_former(Claims(MESSAGE | {CLAIM: told})) is None
    assert read_former(Claims({})) is None


@pytest.mark.parametrize(
    "told", ["text", [], {"oauth_consumer_key": 5}, TOLD | {"user_id": []}, TOLD | {"user_id": "x" * 256}]
)
def test_what_cannot_be_read_is_refused(told):
    with pytest.raises(LaunchError, match="claim-unreadable"):
        read_former(Claims(MESSAGE | {CLAIM: told}))
