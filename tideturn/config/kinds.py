"""Which kinds of content are let in: those that can be read at all, and text in UTF-8 alone.

Django looks a request's encoding up among all that Python knows. Some of those are none of text, or cannot read
forms, and it breaks on them before anything of ours could answer.
"""

import codecs

from django.utils.http import parse_header_parameters

OURS = frozenset({"utf-8", "ascii"})


def can_be_read(content_type: str) -> bool:
    """Tell whether a request of this kind of content can be read; one that says nothing of its encoding can."""
    try:
        name = parse_header_parameters(content_type)[1].get("charset", "")
        return not name or codecs.lookup(name).name in OURS
    except (LookupError, ValueError):
        return False
