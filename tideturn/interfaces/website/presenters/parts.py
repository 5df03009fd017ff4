"""What others made and these pages use, with what for and under which licence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Part:
    """A part by others; `text` is where its licence stands among our files, or nothing."""

    name: str
    purpose: str
    licence: str
    text: str = ""


def parts() -> tuple[Part, ...]:
    """Return the parts, those that a reader meets first."""
    return (
        Part(
            _("Scottish Government Design System"),
            _("Type, spacing, colours and components. Using it does not make this a government service."),
            "MIT",
            "vendor/design-system/LICENSE.txt",
        ),
        Part("Roboto", _("Letters, served from here"), "SIL OFL 1.1", "vendor/roboto/LICENSE"),
        Part(
            "MapLibre GL JS",
            _("The map to move about in, served from here after a click"),
            "BSD 3-Clause",
            "vendor/maplibre-gl/LICENSE.txt",
        ),
        Part("axe-core", _("Checking accessibility in tests; no page sends it"), "MPL 2.0"),
        Part(
            "Django, PostgreSQL, granian, WhiteNoise, psycopg",
            _("Serving the pages"),
            "BSD, PostgreSQL, BSD, MIT, LGPL",
        ),
    )
