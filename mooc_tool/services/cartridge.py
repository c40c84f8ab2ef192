"""The whole course as one file for an LMS: links into the tool, with columns (IMS Common Cartridge 1.3).

The thin profile: nothing but links. Each link is a file of its own, which importers of full cartridges read
too. The same course gives the same bytes.
"""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from mooc_tool.packs.model import Pack, Unit
from mooc_tool.records import Target
from mooc_tool.services.placing import CONTENT
from mooc_tool.services.posting import MAXIMUM

MANIFEST = "imsmanifest.xml"
LINK_TYPE = "imsbasiclti_xmlv1p3"
_OLDEST = (1980, 1, 1, 0, 0, 0)  # the moment that every file of the zip bears
_XSD = "http://www.imsglobal.org/xsd"

_MANIFEST = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier={{identifier}} xmlns="{_XSD}/imsccv1p3/imscp_v1p1" \
xmlns:lomimscc="http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest">
<metadata><schema>IMS Thin Common Cartridge</schema><schemaversion>1.3.0</schemaversion>
<lomimscc:lom><lomimscc:general>
<lomimscc:title><lomimscc:string language={{language}}>{{title}}</lomimscc:string></lomimscc:title>
<lomimscc:language>{{plain_language}}</lomimscc:language>
</lomimscc:general></lomimscc:lom></metadata>
<organizations><organization identifier="course" structure="rooted-hierarchy"><item identifier="root">
{{items}}
</item></organization></organizations>
<resources>
{{resources}}
</resources>
</manifest>
"""

_LINK = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<cartridge_basiclti_link xmlns="{_XSD}/imslticc_v1p3" xmlns:blti="{_XSD}/imsbasiclti_v1p0" \
xmlns:lticm="{_XSD}/imslticm_v1p0" xmlns:lticp="{_XSD}/imslticp_v1p0">
<blti:title>{{title}}</blti:title>
<blti:custom><lticm:property name="{CONTENT}">{{content}}</lticm:property></blti:custom>
{{outcome}}<blti:{{address}}>{{url}}</blti:{{address}}>
<blti:vendor><lticp:code>mooc-tool</lticp:code><lticp:name>{{vendor}}</lticp:name></blti:vendor>
</cartridge_basiclti_link>
"""

# How much a link earns is no part of the standard; Canvas reads this, and others leave it alone.
_OUTCOME = (
    '<blti:extensions platform="canvas.instructure.com">'
    '<lticm:property name="outcome">{maximum:.1f}</lticm:property></blti:extensions>\n'
)


@dataclass(frozen=True)
class Link:
    """A link into the tool; ``graded``: it has a column of the gradebook."""

    content: str
    title: str
    graded: bool

    @property
    def name(self) -> str:
        """An identifier for XML, and the file's name."""
        return self.content.replace("/", "-")


def cartridge(pack: Pack, language: str, launch_url: str, vendor: str) -> bytes:
    """The course in one language as a zip (``.imscc``): a folder a week, a link a unit and an exercise.

    A page outside the weeks that holds exercises has a folder of its own, before or after
    them. Exercises are graded, units are not: what is done in a unit would count twice.
    """
    pages = [(page.titles[language], [page], page.after) for page in pack.pages if page.exercises]
    folders = [
        (title, _links(units, pack, language))
        for title, units in (
            *((title, units) for title, units, after in pages if not after),
            *((week.titles[language], week.units) for week in pack.weeks),
            *((title, units) for title, units, after in pages if after),
        )
    ]
    links = [link for _, found in folders for link in found]
    files = {MANIFEST: _manifest(pack, language, folders)}
    files |= {_path(link): _link(link, launch_url, vendor) for link in links}
    return _zipped(files)


def _links(units: Iterable[Unit], pack: Pack, language: str) -> list[Link]:
    found = []
    for unit in units:
        found.append(Link(f"{Target.UNIT}/{unit.slug}", unit.titles[language], graded=False))
        for slug in unit.exercises:
            title = pack.exercises[slug].titles[language]
            found.append(Link(f"{Target.EXERCISE}/{slug}", title, graded=True))
    return found


def _manifest(pack: Pack, language: str, folders: list[tuple[str, list[Link]]]) -> str:
    items = [
        f"<item identifier={quoteattr(f'folder-{number}')}><title>{_text(title)}</title>"
        + "".join(_item(f"item-{number}-{position}", link) for position, link in enumerate(links, 1))
        + "</item>"
        for number, (title, links) in enumerate(folders, 1)
    ]
    # an exercise that stands in two units is one resource with two items
    resources = {link.name: link for _, links in folders for link in links}
    return _MANIFEST.format(
        identifier=quoteattr(f"mooc-tool-{pack.slug}-{language}"),
        language=quoteattr(language),
        plain_language=_text(language),
        title=_text(pack.titles[language]),
        items="\n".join(items),
        resources="\n".join(map(_resource, resources.values())),
    )


def _item(identifier: str, link: Link) -> str:
    return (
        f"<item identifier={quoteattr(identifier)} identifierref={quoteattr(_reference(link))}>"
        f"<title>{_text(link.title)}</title></item>"
    )


def _resource(link: Link) -> str:
    return (
        f'<resource identifier={quoteattr(_reference(link))} type="{LINK_TYPE}">'
        f"<file href={quoteattr(_path(link))}/></resource>"
    )


def _reference(link: Link) -> str:
    return f"link-{link.name}"


def _path(link: Link) -> str:
    return f"links/{link.name}.xml"


def _link(link: Link, launch_url: str, vendor: str) -> str:
    return _LINK.format(
        title=_text(link.title),
        content=_text(link.content),
        outcome=_OUTCOME.format(maximum=MAXIMUM) if link.graded else "",
        address="secure_launch_url" if launch_url.startswith("https:") else "launch_url",
        url=_text(launch_url),
        vendor=_text(vendor),
    )


def _text(said: str) -> str:
    """Text that XML can hold."""
    return escape("".join(char for char in said if char.isprintable()))


def _zipped(files: dict[str, str]) -> bytes:
    """Stored, not compressed: what a compressor makes depends on its version."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, _OLDEST)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content.encode())
    return made.getvalue()
