"""The course in one file: read back, it is whole, and the schema's rules hold; the same bytes each time."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from mooc_tool.packs.model import Pack
from mooc_tool.packs.reading import read_pack
from mooc_tool.records import Target
from mooc_tool.services import arrivals, library
from mooc_tool.services.cartridge import LINK_TYPE, MANIFEST, cartridge
from mooc_tool.services.tool import Tool
from tests.services.campus import files

LAUNCH = "https://tool.example/lti/launch"
CP = "{http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1}"
LTI = "{http://www.imsglobal.org/xsd/imslticc_v1p3}"
BLTI = "{http://www.imsglobal.org/xsd/imsbasiclti_v1p0}"
CUSTOM = "{http://www.imsglobal.org/xsd/imslticm_v1p0}"


@pytest.fixture
def pack(tool: Tool) -> Pack:
    """The shipped course."""
    with tool.database.reading() as db:
        return tool.library.get(db, library.newest_shipped(db).revision_id).pack


class Read:
    """A cartridge, read back as an LMS would."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            assert archive.testzip() is None
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.manifest = ET.fromstring(self.files[MANIFEST])  # noqa: S314 - our own

    def resources(self) -> dict[str, ET.Element]:
        """By identifier."""
        return {str(one.get("identifier")): one for one in self.manifest.iter(f"{CP}resource")}

    def link(self, reference: str) -> ET.Element:
        """The link that an item refers to."""
        (file,) = self.resources()[reference].findall(f"{CP}file")
        return ET.fromstring(self.files[str(file.get("href"))])  # noqa: S314 - our own

    def items(self) -> list[ET.Element]:
        """The links in the order of the course."""
        return [item for item in self.manifest.iter(f"{CP}item") if item.get("identifierref")]


@pytest.fixture(params=["fr", "en"])
def read(pack: Pack, request: pytest.FixtureRequest) -> Read:
    """The course's cartridge."""
    return Read(cartridge(pack, request.param, LAUNCH, "Université d’essai"))


def test_the_manifest_keeps_the_rules_of_the_profile(read: Read) -> None:
    assert read.manifest.tag == f"{CP}manifest"
    assert next(iter(read.files)) == MANIFEST, "at the top, and first"
    parts = [f"{CP}{name}" for name in ("metadata", "organizations", "resources")]
    assert [one.tag for one in read.manifest] == parts
    metadata = read.manifest.find(f"{CP}metadata")
    assert (metadata.findtext(f"{CP}schema"), metadata.findtext(f"{CP}schemaversion")) == (
        "IMS Thin Common Cartridge", "1.3.0",
    )  # fmt: skip
    (organization,) = read.manifest.iter(f"{CP}organization")
    assert organization.get("structure") == "rooted-hierarchy"
    (root,) = organization.findall(f"{CP}item")
    assert root.find(f"{CP}title") is None, "the root has no title"
    for folder in root.findall(f"{CP}item"):
        assert folder.get("identifierref") is None
        assert folder.findtext(f"{CP}title")
    identifiers = [one.get("identifier") for one in read.manifest.iter() if one.get("identifier")]
    assert len(set(identifiers)) == len(identifiers)
    assert all(name[0].isalpha() and name.replace("-", "").isalnum() for name in identifiers)


def test_every_reference_leads_to_a_link_and_every_file_is_used(read: Read) -> None:
    resources = read.resources()
    assert {item.get("identifierref") for item in read.items()} == set(resources)
    assert {one.get("type") for one in resources.values()} == {LINK_TYPE}
    used = [one.find(f"{CP}file").get("href") for one in resources.values()]
    assert sorted([MANIFEST, *used]) == sorted(read.files)


def test_every_link_opens_what_it_names(read: Read, pack: Pack) -> None:
    opened = []
    for item in read.items():
        link = read.link(str(item.get("identifierref")))
        assert link.tag == f"{LTI}cartridge_basiclti_link"
        assert link.findtext(f"{BLTI}title") == item.findtext(f"{CP}title")
        assert link.findtext(f"{BLTI}secure_launch_url") == LAUNCH
        assert link.find(f"{BLTI}launch_url") is None
        assert link.find(f"{BLTI}vendor") is not None
        custom = {one.get("name"): one.text for one in link.find(f"{BLTI}custom").iter(f"{CUSTOM}property")}
        opened.append(arrivals.content_of(custom))
    outside = [page for page in pack.pages if page.exercises]
    units = (
        *(page for page in outside if not page.after),
        *pack.units(),
        *(page for page in outside if page.after),
    )
    expected = [
        entry
        for unit in units
        for entry in ((Target.UNIT, unit.slug), *((Target.EXERCISE, slug) for slug in unit.exercises))
    ]
    assert opened == expected


def test_exercises_have_a_column_and_units_have_none(read: Read) -> None:
    for reference in read.resources():
        outcomes = [
            one.text
            for one in read.link(reference).iter(f"{CUSTOM}property")
            if one.get("name") == "outcome"
        ]
        assert outcomes == (["100.0"] if reference.startswith("link-exercise-") else [])


def test_the_same_course_is_the_same_bytes(pack: Pack) -> None:
    once = cartridge(pack, "fr", LAUNCH, "x")
    assert cartridge(pack, "fr", LAUNCH, "x") == once
    assert cartridge(pack, "en", LAUNCH, "x") != once
    with zipfile.ZipFile(BytesIO(once)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_titles_may_hold_anything() -> None:
    written = files()
    title = br'<Semaine> & \u0007\"un\"'
    written["pack.toml"] = written["pack.toml"].replace(b"Semaine un", title)
    found = read_pack(written).pack
    assert found is not None
    (first, _) = Read(cartridge(found, "fr", "http://localhost:8000/lti/launch", "A & B")).manifest.find(
        f".//{CP}item[@identifier='root']"
    )
    assert first.findtext(f"{CP}title") == '<Semaine> & "un"'
