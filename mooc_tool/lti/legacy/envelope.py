"""The XML of Basic Outcomes (LTI 1.1, section 6.1.1; IMS General Web Services, "plain old XML")."""

from dataclasses import dataclass
from typing import Never
from xml.parsers import expat
from xml.sax.saxutils import escape

NAMESPACE = "http://www.imsglobal.org/services/ltiv1p1/xsd/imsoms_v1p0"
_SEPARATOR = " "
_TOLD = ("imsx_codeMajor", "imsx_description")

_REQUEST = """\
<?xml version="1.0" encoding="UTF-8"?>
<imsx_POXEnvelopeRequest xmlns="{namespace}"><imsx_POXHeader><imsx_POXRequestHeaderInfo>\
<imsx_version>V1.0</imsx_version><imsx_messageIdentifier>{identifier}</imsx_messageIdentifier>\
</imsx_POXRequestHeaderInfo></imsx_POXHeader><imsx_POXBody><replaceResultRequest><resultRecord>\
<sourcedGUID><sourcedId>{source}</sourcedId></sourcedGUID>\
<result><resultScore><language>en</language><textString>{score}</textString></resultScore></result>\
</resultRecord></replaceResultRequest></imsx_POXBody></imsx_POXEnvelopeRequest>
"""


@dataclass(frozen=True)
class Reply:
    """What the platform said: ``code`` is ``success``, ``processing``, ``failure`` or ``unsupported``."""

    code: str
    words: str


def replace_result(identifier: str, source: str, share: float) -> str:
    """The request that a result be this share of the maximum, 0 to 1."""
    score = f"{share:.6f}".rstrip("0").rstrip(".")
    return _REQUEST.format(
        namespace=NAMESPACE, identifier=escape(identifier), source=escape(source), score=score
    )


def read_reply(document: bytes) -> Reply:
    """Read a platform's answer. Entities and document types are refused unread.

    :raises ValueError: no such answer
    """
    found = _texts(document)
    if "imsx_codeMajor" not in found:
        raise ValueError("no imsx_codeMajor")
    return Reply(found["imsx_codeMajor"].lower(), found.get("imsx_description", ""))


def _texts(document: bytes) -> dict[str, str]:
    """The texts of the elements that we read, the first of each name."""
    found: dict[str, str] = {}
    open_elements: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        open_elements.append(name.rpartition(_SEPARATOR)[2])

    def end(_name: str) -> None:
        open_elements.pop()

    def text(piece: str) -> None:
        if open_elements and open_elements[-1] in _TOLD:
            found[open_elements[-1]] = found.get(open_elements[-1], "") + piece

    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(document, True)  # noqa: FBT003  # expat's signature: this is the end
    except expat.ExpatError as error:
        raise ValueError(f"no XML: {error}") from error
    return {name: " ".join(value.split()) for name, value in found.items()}


def _refuse(*_: object) -> Never:
    """No document type, so no entity: neither a bomb nor a file of ours."""
    raise ValueError("a document type is not read")
