"""QR codes as SVG."""

from io import BytesIO

import segno


def qr_svg(text: str) -> bytes:
    """A QR code that holds ``text``, at error correction level M or better, with a quiet zone of 4 modules.

    The drawing has a viewBox and no size of its own. Raises ValueError if the text is too long for one.
    """
    drawing = BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawing, kind="svg", border=4, xmldecl=False, omitsize=True, svgclass=None, lineclass=None
    )
    return drawing.getvalue()
