"""Videos: a fence of TOML with a title, captions, a transcript and where the film is."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated
from urllib.parse import urlsplit

from markdown_it.token import Token
from pydantic import Field, StringConstraints, TypeAdapter

from mooc_tool.packs.model import STRICT, Text
from mooc_tool.packs.problems import Problem
from mooc_tool.packs.tables import read_toml, shaped

_NAME = r"^figures/[\w-]+(?:[./][\w-]+)*"


@dataclass(frozen=True)
class Film:
    """A video. ``file`` is the pack's own, ``address`` a page of a platform that plays it: one of the two.

    ``captions``: a WebVTT file of the pack. ``transcript``: paragraphs with an empty line between.
    """

    __pydantic_config__ = STRICT

    title: Text
    minutes: Annotated[int, Field(gt=0, le=60)]
    captions: Annotated[str, StringConstraints(pattern=_NAME + r"\.vtt$")]
    transcript: Text
    file: Annotated[str, StringConstraints(pattern=_NAME + r"\.(mp4|webm)$")] | None = None
    address: Annotated[str, StringConstraints(pattern=r"^https://[^\s/]+/\S*$")] | None = None

    @property
    def origin(self) -> str | None:
        """The platform that plays it."""
        parts = urlsplit(self.address or "")
        return f"{parts.scheme}://{parts.netloc}" if self.address else None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The transcript, cut."""
        return tuple(part.strip() for part in self.transcript.split("\n\n") if part.strip())

    @property
    def names(self) -> tuple[str | None, str]:
        """Film (unless a platform plays it) and captions, as files of the pack's folder of figures."""
        return (_inside(self.file) if self.file else None), _inside(self.captions)


_FILM = TypeAdapter(Film).validate_python


def is_film(token: Token) -> bool:
    """Whether the token is a fence that describes a video."""
    return token.type == "fence" and token.info.strip() == "video"


def read_film(token: Token, path: str) -> tuple[Film | None, tuple[Problem, ...]]:
    """The video of a fence, or all that is wrong with its table, with lines of the page at ``path``."""
    content = token.content.encode()
    document, faults = read_toml(path, content)
    film = None
    if not faults:
        film, faults = shaped(path, content, document, _FILM)
    above = token.map[0] + 1 if token.map else 0
    return film, tuple(Problem(path, above + one.line, one.code, one.data) for one in faults)


def _inside(path: str) -> str:
    return PurePosixPath(path).relative_to("figures").as_posix()
