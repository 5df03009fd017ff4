"""Checks that lines, partnerships and places of a directory fit the terms and areas of their pack."""

from collections.abc import Iterator

from tideturn.packs.directory.gazetteer_file import GazetteerReading
from tideturn.packs.errors import PackFault
from tideturn.packs.schema.area_register import AreaRegister
from tideturn.packs.schema.directory_term import FacetId
from tideturn.packs.schema.gazetteer import PlaceKind, PlacesDescription
from tideturn.packs.schema.helpline import Helplines
from tideturn.packs.schema.partnership import Partnerships
from tideturn.packs.schema.term_register import Vocabulary
from tideturn.packs.yaml_file import YamlFile


def helpline_faults(file: YamlFile, held: Helplines, vocabulary: Vocabulary) -> Iterator[PackFault]:
    """Yield a fault for each line that names no term, for ids used twice, and where no line is always there."""
    kinds = {term.id for term in vocabulary.facet(FacetId.KINDS_OF_HELP).terms}
    people = {term.id for term in vocabulary.facet(FacetId.WHO_FOR).terms}
    seen: set[str] = set()
    for index, line in enumerate(held.helplines):
        place = ("helplines", index)
        if line.id in seen:
            yield file.fault((*place, "id"), f"“{line.id}” is used twice", "Give each its own id.")
        seen.add(line.id)
        for key, names, known in (("kinds_of_help", line.kinds_of_help, kinds), ("who_for", line.who_for, people)):
            for name in names:
                if name not in known:
                    said = f"there is no term “{name}” in vocabularies/{key.replace('_', '-')}.yaml"
                    yield file.fault((*place, key), said, "Write it there, or mend the name.")
    if not any(line.is_fallback for line in held.helplines):
        said = "no line is marked is_fallback"
        yield file.fault(("helplines",), said, "Mark one that answers at every hour: people see it when all is shut.")


def partnership_faults(file: YamlFile, held: Partnerships, register: AreaRegister) -> Iterator[PackFault]:
    """Yield a fault for each area that no partnership or more than one answers for, and for names used twice."""
    areas = {area.code: area.name for area in register.areas}
    answered: dict[str, str] = {}
    names: set[str] = set()
    for index, each in enumerate(held.partnerships):
        place = ("partnerships", index)
        if names & {each.id, each.name}:
            yield file.fault(place, f"“{each.name}” or its id is used twice", "Give each its own.")
        names |= {each.id, each.name}
        for code in each.areas:
            if code not in areas:
                said = f"there is no area “{code}” in areas.yaml"
                yield file.fault((*place, "areas"), said, "Look for misspellings.")
            elif code in answered:
                said = f"{areas[code]} is answered for by “{answered[code]}” already"
                yield file.fault((*place, "areas"), said, "Each area has one partnership.")
            answered.setdefault(code, each.id)
    for code in sorted(areas.keys() - answered.keys()):
        said = f"no partnership answers for {areas[code]} ({code})"
        yield file.fault(("partnerships",), said, "Add the area to the partnership it belongs to.")


def place_faults(reading: GazetteerReading, description: PlacesDescription) -> Iterator[PackFault]:
    """Yield a fault for each place outside the country, of no district, or written twice."""
    districts = {place.name for _, place in reading.places if place.kind is PlaceKind.DISTRICT}
    seen: set[tuple[bool, str, str, str]] = set()
    for line, place in reading.places:
        key = (place.kind is PlaceKind.AREA, place.name, place.area, place.district)
        said = ""
        if not description.box.holds(place.latitude, place.longitude):
            said = f"{place.name} ({place.latitude}, {place.longitude}) lies outside the box of places.yaml"
        elif place.kind is PlaceKind.DISTRICT and not description.postcode.fullmatch(place.name):
            said = f"“{place.name}” does not look like a district ({description.district_pattern})"
        elif place.district not in districts:
            said = f"{place.name} lies in the district “{place.district}”, which has no line of its own"
        elif key in seen:
            said = f"{place.name} in {place.area_name} and {place.district} stands here twice"
        if said:
            yield PackFault(reading.path, line, said, "Mend the line, or take it out.")
        seen.add(key)
