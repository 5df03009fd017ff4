"""The national lines beneath what was found, made once a minute: they are the same whoever asks, and for what."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import get_language

from tideturn.interfaces.joint.helping.lines import always_open, other_lines
from tideturn.packs.loading import pack_folder

KEPT = 16


def lines_below(at: datetime, *, is_unfolded: bool = False) -> str:
    """Return the lines as a page shows them at a moment, with those that are not always open unfolded or not."""
    return _made(pack_folder(), get_language(), at.replace(second=0, microsecond=0), is_unfolded)


@lru_cache(KEPT)
def _made(_pack: Path, _language: str | None, minute: datetime, is_unfolded: bool) -> str:
    parts = {"lines": always_open(), "other_lines": other_lines(minute), "is_unfolded": is_unfolded}
    return render_to_string("website/help/parts/lines.html", parts)
