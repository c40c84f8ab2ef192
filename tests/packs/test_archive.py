import contextlib
import io
import stat
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mooc_tool.errors import Unreadable
from mooc_tool.packs import archive
from mooc_tool.packs.archive import read_zip, write_zip


def zipped(*entries):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return target.getvalue()


def refusal(content):
    with pytest.raises(Unreadable) as raised:
        read_zip(content)
    return raised.value.code


def test_what_is_written_is_read_again_and_always_the_same(files):
    assert read_zip(write_zip(files)) == files
    assert write_zip(files) == write_zip(dict(reversed(files.items())))


def test_the_folder_around_a_pack_and_hidden_files_are_left_out():
    content = zipped(("cours/pack.toml", b"x"), ("cours/fr/a.md", b"y"), ("__MACOSX/cours/._a", b"z"))
    assert read_zip(content) == {"pack.toml": b"x", "fr/a.md": b"y"}


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/passwd", "C:\\x", "a\\..\\x"])
def test_no_path_leads_outside(path):
    assert refusal(zipped((path, b"x"))) == "zip-path"


def test_links_are_refused():
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refusal(zipped((link, b"/etc/passwd"))) == "zip-link"


def test_the_same_path_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zipped(("a", b"1"), ("a", b"2"))
    assert refusal(content) == "zip-twice"


def test_bombs_are_refused(monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    assert refusal(zipped(("a", b"0" * 1001))) == "zip-too-big"
    assert refusal(zipped(("a", b"0" * 600), ("b", b"0" * 600))) == "zip-too-big"
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    assert refusal(zipped(*((str(at), b"") for at in range(3)))) == "zip-too-big"


def test_a_size_that_lies_does_not_help():
    content = bytearray(zipped(("a", b"0" * 5000)))
    honest = (5000).to_bytes(4, "little")
    at = content.rfind(honest)
    content[at : at + 4] = (10).to_bytes(4, "little")
    assert refusal(bytes(content)) == "zip-broken"


def test_an_encrypted_entry_is_refused():
    content = bytearray(zipped(("a", b"x")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(signature) + offset] |= 1
    assert refusal(bytes(content)) == "zip-encrypted"


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_bytes_that_are_no_zip_are_refused(content):
    assert refusal(content) == "zip-broken"


@settings(deadline=None)
@given(at=st.integers(0, 400), byte=st.integers(0, 255))
def test_no_damage_makes_it_fall(at, byte):
    content = bytearray(zipped(("pack.toml", b"slug = 1" * 9), ("fr/a.md", b"# A")))
    content[at % len(content)] = byte
    with contextlib.suppress(Unreadable):
        assert len(read_zip(bytes(content))) <= 2
