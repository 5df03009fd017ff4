"""Who leads and who helps, where a list of names says so: "Lead: A; Partners: B", "A (lead), B", "All (lead: A)"."""

import re

_BODY = r"(?:\s+(?:bod(?:y|ies)|agenc(?:y|ies)|organisations?|partners?|officers?|departments?))?"
_LEADS = rf"(?:(?:joint|overall|delivery|accountable)\s+)?(?:leads?|owners?|responsible|accountable){_BODY}"
_HELPS = rf"(?:(?:key|delivery|other)\s+)?(?:partners?|contributors?)|support(?:ing|ed by)?{_BODY}"
_LABEL = re.compile(rf"(?:^|(?<=[\s;,.(]))(?:(?P<leads>{_LEADS})|(?P<helps>{_HELPS}))\s*:\s*", re.IGNORECASE)
_MARK = re.compile(rf"\s*\(\s*(?:{_LEADS})\s*\)", re.IGNORECASE)
_EDGES = " \t;,.()"


def part_roles(text: str) -> tuple[str, str]:
    """Return the words that name who leads and those that name who helps; all lead where nothing tells them apart."""
    labels = list(_LABEL.finditer(text))
    if labels:
        return _by_labels(text, labels)
    return _by_marks(text) if _MARK.search(text) else (text, "")


def _by_labels(text: str, labels: list[re.Match[str]]) -> tuple[str, str]:
    ends = [*(label.start() for label in labels[1:]), len(text)]
    parts = [(bool(label["leads"]), text[label.end() : end]) for label, end in zip(labels, ends, strict=True)]
    names_leads = any(leads for leads, _ in parts)
    return _parted([(not names_leads, text[: labels[0].start()]), *parts])


def _by_marks(text: str) -> tuple[str, str]:
    names = re.split(r"[;,]|\s/\s", text)
    if len(names) == 1:
        names = re.split(r"\s+(?:and|&)\s+", text)
    return _parted([(bool(_MARK.search(name)), _MARK.sub("", name)) for name in names])


def _parted(parts: list[tuple[bool, str]]) -> tuple[str, str]:
    leading = (words.strip(_EDGES) for leads, words in parts if leads)
    helping = (words.strip(_EDGES) for leads, words in parts if not leads)
    return "; ".join(filter(None, leading)), "; ".join(filter(None, helping))
