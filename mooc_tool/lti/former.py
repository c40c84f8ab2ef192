"""Who a learner was under LTI 1.1, as a 1.3 launch says (LTI Advantage migration guide, "LTI 1.1 migration").

The platform proves that it is the same by signing with the secret of the old registration.
"""

import base64
import hmac
from dataclasses import dataclass

from mooc_tool.lti.claims import LTI, Claims

CLAIM = LTI + "lti1p1"


@dataclass(frozen=True)
class Former:
    """The old registration, and the ids that were others then; None for one that stayed the same."""

    consumer_key: str
    user: str | None
    resource_link: str | None
    signature: str
    signed: str
    """What the signature is over: it binds the claim to this very message."""

    def is_signed_with(self, secret: str) -> bool:
        """Whether the platform knows the secret of the old registration."""
        made = base64.b64encode(hmac.digest(secret.encode(), self.signed.encode(), "sha256"))
        return hmac.compare_digest(made, self.signature.encode())


def read_former(claims: Claims) -> Former | None:
    """The claim, if it names a registration and is signed: some platforms send only a user id with it.

    :raises LaunchError: ``claim-unreadable``
    """
    told = claims.section(CLAIM)
    key, signature = told.identifier("oauth_consumer_key"), told.identifier("oauth_consumer_key_sign")
    if key is None or signature is None:
        return None
    parts = (key, *(claims.raw(name) for name in (LTI + "deployment_id", "iss")), _client(claims))
    signed = "&".join(str(part) for part in (*parts, claims.raw("exp"), claims.raw("nonce")))
    return Former(key, told.identifier("user_id"), told.identifier("resource_link_id"), signature, signed)


def _client(claims: Claims) -> object:
    """The client id: the audience, or the party that asked where there are several."""
    audience = claims.raw("aud")
    return claims.raw("azp") or (audience[0] if isinstance(audience, list) else audience)
