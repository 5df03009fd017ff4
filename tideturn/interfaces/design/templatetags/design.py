"""Links within the site that carry the day a page speaks of."""

from django import template
from django.template import Context

from tideturn.interfaces.design.moment import Moment

register = template.Library()


@register.simple_tag(takes_context=True)
def to(context: Context, path: str) -> str:
    """Return an address of this site that speaks of the same day as the page it stands on."""
    moment = context.get("moment")
    return moment.link(path) if isinstance(moment, Moment) else path
