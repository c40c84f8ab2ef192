"""What is wrong with the videos of a page."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from mooc_tool.packs.files import Files
from mooc_tool.packs.films import Film, is_film, read_film
from mooc_tool.packs.model import Pack
from mooc_tool.packs.problems import Problem


def films(tokens: Sequence[Token], path: str) -> tuple[Film, ...]:
    """The videos that can be read."""
    read = (read_film(token, path)[0] for token in tokens if is_film(token))
    return tuple(film for film in read if film)


def film_problems(tokens: Sequence[Token], path: str, files: Files, pack: Pack) -> Iterator[Problem]:
    """Tables that cannot be read, files that are not there, captions that are none, unnamed platforms."""
    for token in filter(is_film, tokens):
        line = token.map[0] + 1 if token.map else 1
        film, faults = read_film(token, path)
        yield from faults
        if token.level:
            yield Problem(path, line, "video-nested")
        if film:
            for code, data in _faults(film, files, pack):
                yield Problem(path, line, code, data)


def _faults(film: Film, files: Files, pack: Pack) -> Iterator[tuple[str, dict[str, object]]]:
    if (film.file is None) is (film.address is None):
        yield "video-source", {"title": film.title}
    for name in filter(None, (film.file, film.captions)):
        if name not in files:
            yield "video-file-missing", {"file": name}
    if not files.get(film.captions, b"WEBVTT").removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        yield "video-captions-wrong", {"file": film.captions}
    if film.origin and film.origin not in pack.video_platforms:
        yield "video-platform-unknown", {"origin": film.origin}
