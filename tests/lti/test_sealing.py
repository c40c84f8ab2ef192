"""Secrets at rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.errors import SettingsError
from mooc_tool.lti.sealing import seal, unseal

SECRET = b"a secret of the installation"


@given(st.binary())
def test_what_was_sealed_opens(content):
    sealed = seal(content, SECRET)
    assert unseal(sealed, SECRET) == content
    assert sealed != seal(content, SECRET)


def test_not_with_another_secret_nor_when_changed():
    sealed = seal(b"key", SECRET)
    for content, secret in ((sealed, b"another"), (sealed[:-4] + b"AAAA", SECRET), (b"", SECRET)):
        with pytest.raises(SettingsError) as caught:
            unseal(content, secret)
        assert caught.value.code == "sealed-otherwise"
