"""Serial numbers of certificates: random, easy to say on the telephone, safe against slips.

``MT-7K3F-9QXD-2MCV`` is eleven random characters (55 bits: no one finds a certificate by trying) and a check
character, in Crockford's base 32, which has neither I, L, O nor U (https://www.crockford.com/base32.html).
The check is a Reed-Solomon code of one symbol over GF(32): any single wrong character and any two characters
that have changed places are noticed. Crockford's own check needs five more symbols (modulo 37).
"""

import unicodedata

PREFIX = "MT"
ENTROPY_BYTES = 7  # 56 bits, of which 55 are used
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 12
_LOOKALIKES = str.maketrans("ILO", "110")
_FIELD = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


def new_serial(entropy: bytes) -> str:
    """A serial number made of ``ENTROPY_BYTES`` random bytes."""
    if len(entropy) != ENTROPY_BYTES:
        raise ValueError(f"a serial number needs {ENTROPY_BYTES} random bytes, not {len(entropy)}")
    number = int.from_bytes(entropy)
    body = [number >> 5 * place & 31 for place in range(_LENGTH - 1)]
    return _written([*body, _syndrome([*body, 0])])


def read_serial(text: str) -> str | None:
    """The serial number that someone typed, as it is printed; None if there is none.

    Case, spaces, dashes and a forgotten prefix do not matter; I and L are read as 1, O as 0.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    kept = "".join(filter(str.isalnum, plain)).translate(_LOOKALIKES)
    kept = kept.removeprefix(PREFIX) if len(kept) == len(PREFIX) + _LENGTH else kept
    symbols = [_ALPHABET.find(character) for character in kept]
    if len(symbols) != _LENGTH or -1 in symbols or _syndrome(symbols):
        return None
    return _written(symbols)


def _written(symbols: list[int]) -> str:
    characters = "".join(_ALPHABET[symbol] for symbol in symbols)
    return "-".join([PREFIX, *(characters[start : start + 4] for start in range(0, _LENGTH, 4))])


def _syndrome(symbols: list[int]) -> int:
    """The polynomial over GF(32) with these coefficients, at the primitive element: 0 if all is well."""
    total = 0
    for symbol in symbols:
        total = total << 1 ^ symbol
        total ^= _FIELD if total & 32 else 0
    return total
