"""What benchmarks need of a peer: registered with the LMS, with an activity and the files that it reads."""

import json
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from installation import tool_address

from mooc_tool.demo.addresses import facts
from mooc_tool.demo.serve import Server
from mooc_tool.demo.state.line_items import LineItem


class Peer(NamedTuple):
    """Where the peer stands in the LMS, and what it is started with."""

    activity: int
    line_item: int
    environment: dict[str, str]


def register(server: Server, folder: Path, port: int) -> Peer:
    """Make the peer at this port and the LMS known to each other; give it an activity with a column."""
    tool = server.lms.tools.register(tool_address("peer", port).tool())
    url = f"http://localhost:{port}/lti/launch"
    activity = server.lms.courses.add_activity(1, tool.client_id, "Peer", url).activity_id
    column = server.lms.line_items.create(LineItem(1, tool.client_id, "Peer", 100.0, activity_id=activity))
    known, key = folder / "peer.json", folder / "peer.pem"
    known.write_text(json.dumps(facts(server.lms, tool).as_dict()))
    _write_key(key)
    return Peer(activity, column.line_item_id, {"PEER_FACTS": str(known), "PEER_KEY": str(key)})


def _write_key(path: Path) -> None:
    """A private key, and the public one beside it."""
    key, pem = rsa.generate_private_key(65537, 2048), serialization.Encoding.PEM
    form, plain = serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    path.write_bytes(key.private_bytes(pem, form, plain))
    public = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    path.with_suffix(".pub").write_bytes(public)
