"""Links within the site that carry the day a page speaks of."""

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tideturn.interfaces.design.moment import Moment

register = template.Library()
# What could end the block, or a line of it, is written by its number.
ESCAPED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def to(context: Context, path: str) -> str:
    """Return an address of this site that speaks of the same day as the page it stands on."""
    moment = context.get("moment")
    return moment.link(path) if isinstance(moment, Moment) else path


@register.simple_tag
def data_block(content: Mapping[str, Any]) -> SafeString:
    """Return an object of linked data as a block that no browser runs and no text in it can leave."""
    text = json.dumps(content, ensure_ascii=False).translate(ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above
