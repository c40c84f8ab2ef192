"""Private keys and tokens at rest: encrypted under the installation's secret (HKDF, RFC 5869; Fernet)."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mooc_tool.errors import SettingsError


def seal(content: bytes, secret: bytes) -> bytes:
    """Encrypt and authenticate; the same content seals differently each time."""
    return _box(secret).encrypt(content)


def unseal(sealed: bytes, secret: bytes) -> bytes:
    """The content of ``seal``.

    :raises SettingsError: another secret sealed it, or it was changed
    """
    try:
        return _box(secret).decrypt(sealed)
    except InvalidToken as error:
        sentence = "The database was sealed with another secret: set the secret that was used then."
        raise SettingsError("sealed-otherwise", sentence) from error


def _box(secret: bytes) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"mooc-tool seal").derive(secret)
    return Fernet(base64.urlsafe_b64encode(derived))
