"""A letter to its platform, by the protocol that its column is reached by. The network is called here."""

from datetime import datetime

from mooc_tool.errors import TryLater
from mooc_tool.lti import scores
from mooc_tool.lti.connector import Connector, TokenStore
from mooc_tool.lti.legacy import outcomes
from mooc_tool.lti.legacy.consumer import Consumer
from mooc_tool.lti.legacy.launch import ResultPlace
from mooc_tool.lti.legacy.outcomes import Result
from mooc_tool.lti.sealing import unseal
from mooc_tool.services import moving
from mooc_tool.services.leasing import Cell, Envelope
from mooc_tool.services.tool import Tool


def send(envelope: Envelope, tool: Tool, tokens: TokenStore, now: datetime) -> None:
    """Send once. Raises PlatformError, or TryLater where the same may be sent again."""
    if envelope.cell is not None:
        outcomes.send(tool.http, _consumer(envelope.cell, tool.secret), _result(envelope, envelope.cell), now)
        return
    if moving.is_unnamed(envelope.score.user):
        raise TryLater("person-not-moved")
    connector = Connector(envelope.platform, tool.signing_key, tokens, tool.http, now)
    scores.send(connector, envelope.score)


def _consumer(cell: Cell, secret: bytes) -> Consumer:
    return Consumer(cell.consumer_key, unseal(cell.sealed, secret).decode())


def _result(envelope: Envelope, cell: Cell) -> Result:
    score = envelope.score
    place = ResultPlace(score.line_url, cell.source)
    return Result(place, score.given / score.maximum, f"{envelope.letter_id}-{envelope.version}")
