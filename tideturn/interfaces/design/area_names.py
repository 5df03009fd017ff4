"""What areas are called: nobody knows their own by its code."""

from tideturn.packs.areas import load_areas


def area_name(code: str) -> str:
    """Return what an area is called; one that the pack does not know, by its code."""
    register = load_areas()
    return register.area(code).name if register.is_known(code) else code
