"""What a foreseen failure says on the command line: one sentence, plain English."""

from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from mooc_tool.errors import ToolError

_SENTENCES = {
    "platform-unknown": "There is no platform {platform}: `mooc-tool platform list` shows them all.",
    "person-unknown": "There is no person {person}.",
    "zip-broken": "This is no zip that can be read: {reason}.",
    "zip-encrypted": "The zip holds {path} encrypted: pack it without a password.",
    "zip-link": "The zip holds a link, {path}: pack the file itself.",
    "zip-path": "The zip holds {path}, which lies outside of it: pack the course's own folder.",
    "zip-too-big": "The zip holds more than {files} files, or more than {bytes} bytes.",
    "zip-twice": "The zip holds {path} twice.",
    "consumer-key-unknown": "No platform has the consumer key {key}.",
    "consumer-taken": "The consumer key {key} is that of a platform which is registered already: "
    "`mooc-tool platform list` shows them all.",
}


def sentence_of(error: ToolError) -> str:
    """The sentence of an error; where a code needs none of its own, what the error says itself."""
    sentence = _SENTENCES.get(error.code)
    return sentence.format(**error.data) if sentence else str(error)


def database_sentence(error: DBAPIError) -> str | None:
    """What to say of a database that cannot be used; None for a statement of ours that it refused."""
    if not isinstance(error, OperationalError) and type(error) is not DatabaseError:
        return None
    words = " ".join(str(error.orig).split())
    return f"The database cannot be used: {words}. See MOOC_TOOL_DATABASE."
