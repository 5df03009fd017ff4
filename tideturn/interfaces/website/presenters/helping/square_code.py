"""An address as a square code that the camera of another phone reads, drawn here and fetched from nowhere."""

from dataclasses import dataclass

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4


@dataclass(frozen=True)
class SquareCode:
    """How many modules a side has with its margin, and the path of the dark ones."""

    size: int
    path: str


def square_code(address: str) -> SquareCode:
    """Return the code of an address."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = (
        f"M{column + QUIET} {line + QUIET}h1v1h-1z"
        for line, row in enumerate(rows)
        for column, is_dark in enumerate(row)
        if is_dark
    )
    return SquareCode(len(rows) + 2 * QUIET, "".join(dark))
