"""How each relation is drawn: the styles differ in form, never in colour alone."""

SOLID, DASHED, DOTTED, DOUBLE, DASH_DOT, THIN = "solid", "dashed", "dotted", "double", "dash-dot", "thin"

STYLE_OF = {
    "restates": SOLID,
    "continues": SOLID,
    "supersedes": SOLID,
    "fulfils": DOUBLE,
    "fulfils_in_part": DOTTED,
    "resources": DOTTED,
    "responds_to": DASHED,
    "reports_on": DASH_DOT,
}


def style_of(relation: str) -> str:
    """Return the style of a relation; those along which no story runs are thin."""
    return STYLE_OF.get(relation, THIN)
