"""One way to write a standard's object, so that the same is known as the same."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def text_of(content: Mapping[str, Any]) -> str:
    """Return an object as JSON text, its keys in order and nothing between its signs."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest_of(text: str) -> bytes:
    """Return the 32 bytes by which a text is known."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
