"""The grammatical subject of a sentence that asks or promises, as owners.

A passive sentence without an agent has none; one with an agent ("led by …") has the agent.
"""

import re
from collections.abc import Sequence

from tideturn.methods.reading.commitments import Owner
from tideturn.methods.reading.owners import (
    LONGEST_LIST,
    Named,
    Organisations,
    name_owners,
    names_beside,
    split_names,
    unique_owners,
)
from tideturn.methods.reading.wording import sentences, tidy

_ASKING = r"should|must|shall|need(?:s)? to|ought to|(?:is|are) (?:asked|urged|required|expected) to"
_ACTING = r"will|has|have|is|are|intends? to|continues? to"
_MAKER = re.compile(r"^(?:we|i)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"^(?:it|they)$", re.IGNORECASE)
_LEAD_SUBJECT = re.compile(
    r"^(?:while|if|where|when|until|although|unless|once|because|since)\s+(?P<subject>[^,]{2,120}?)\s+"
    r"(?:is|are|has|have|does|do|cannot|can|will|would|remains?|fails?|decides?|chooses?)\b",
    re.IGNORECASE,
)
_ADVERBS = r"(?:(?:[a-z]+ly|also|then|now|therefore|not|already|currently)\s+)*"
_MODAL = {
    "asks": re.compile(rf"\s+(?P<before>{_ADVERBS})(?P<modal>{_ASKING})\b(?P<rest>.*)$"),
    "promises": re.compile(rf"\s+(?P<before>{_ADVERBS})(?P<modal>{_ASKING}|{_ACTING})\b(?P<rest>.*)$"),
}
_LEAD = re.compile(
    r"^(?:within|in|over|during|by|as|if|while|where|when|until|following|alongside|to|from|at|for|with|on|through"
    r"|after|before|since|under|given|although|unless|once|despite|further to)\b[^,]{0,200},\s+",
    re.IGNORECASE,
)
# Verbs whose participle does not end in -ed.
_DONE = (
    r"(?:\w+ed|made|given|taken|set|put|built|held|found|shown|drawn|known|sent|led|run|kept|brought|undertaken"
    r"|co-?produced|written|borne|chosen|paid|seen|done|met)"
)
_PASSIVE = re.compile(rf"^\s+{_ADVERBS}(?:continue to\s+)?be(?:en)?\s+{_ADVERBS}{_DONE}\b")
# "is committed to" is no passive: it says what a body binds itself to.
_PASSIVE_NOW = re.compile(rf"^\s+{_ADVERBS}(?:being\s+|been\s+)?{_ADVERBS}(?!committed\s+to\b){_DONE}\b")
_AGENT = re.compile(
    r"\b(?:led|undertaken|delivered|carried out|managed|run|overseen|commissioned|taken forward)\s+by\s+"
    r"(?P<names>[^.;]+?)(?=\s+(?:and|,)?\s*(?:involving|to|in order|with|within|so that|working|as)\b|[.;,]|$)"
)
_INVOLVING = re.compile(r"\binvolving\s+(?P<names>[^.,;]+)")
_DEVELOPED_WITH = re.compile(
    r"\b(?:developed|agreed|co-?produced|designed|prepared)\s+with\s+(?P<names>[^.;]+?)(?=\s+(?:to|on|as)\b|[.;]|$)"
)
_PRIORITY_FOR = re.compile(r"\b(?:priority|responsibility|duty|task|matter)\s+for\s+(?P<names>[^.;]+)")
_WELCOMED_BY = re.compile(
    r"\b(?:welcome|call for|seek|support)s?\b[^.]*?\bby\s+"
    r"(?P<names>(?:the\s+)?[A-Z][^.;]*?)(?=\s+(?:to|of|in|on)\b|[.;,]|$)"
)
_THERE_MUST_BE = re.compile(
    r"\bthere\s+(?:must|should|will)\s+be\b[^.]*?\bfrom\s+(?P<names>(?:the\s+)?[A-Z][^.,;]*?)(?=[.,;]|\s+(?:to|by|that)\b|$)",
    re.IGNORECASE,
)
_BESIDE = (
    r"(?:in partnership with|in collaboration with|in conjunction with|with the support of|working with|together with"
)
_ASIDE = re.compile(
    rf"[,\s]+{_BESIDE}|supported by|co-?ordinated by|led by|alongside)\s+(?P<names>.+)$",
)
_WITH_SUPPORT = re.compile(rf"^\s*,\s*{_BESIDE}|with)\s+(?P<names>[^;.]+?),\s+(?=[a-z])")
_WORK_WITH = re.compile(
    r"^\s+(?:\w+ly\s+|also\s+){0,2}(?:work|engage|cooperate|co-operate|collaborate|consult|liaise)\s+(?:\w+ly\s+)?"
    r"with\s+(?P<names>[^.;]+?)\s+(?:to|in relation|in order|on|so)\b"
)
_PEOPLE = re.compile(
    r"^(?:(?:any|all|every|each|young|vulnerable|most|some|many)\s+)*(?:people|persons?|individuals?|patients?|famil(?:y|ies)|members?|it|they|we|i|this|these|that|those|there|he|she|you|who|which)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:governments?|councils?|boards?|authorit(?:y|ies)|ministers?|ministry|departments?|services?|partnerships?|agenc(?:y|ies)"
    r"|offices?|officers?|commission(?:er)?s?|universit(?:y|ies)|trusts?|foundations?|forums?|groups?|teams?|committees?|networks?"
    r"|providers?|leaders?|leadership|partners|employers|prisons|schools|colleges|pharmac(?:y|ies)|executives?|inspectorates?"
    r"|coordinators?|co-ordinators?|directors?|taskforce|collaborative|parliament|police|courts?|charit(?:y|ies)|organisations?"
    r"|associations?|societ(?:y|ies)|institutes?|portfolios|bodies|practitioners|professionals|gps|outlets|editors|regulators?|secretary)\b",
    re.IGNORECASE,
)  # fmt: skip
_CLAUSE_WORDS = re.compile(
    r"\b(?:we|i|that|which|how|what|it|they|asks?|sets|published|through|this|these|recently|implementation)\b"
    r"|\b(?:strategy|framework|plan|programme|mission|bill|act|report|annex|letter|document|initiative)$",
    re.IGNORECASE,
)
_LONGEST_SUBJECT = 9
_GERUND = re.compile(r"^[A-Z]?[a-z]+ing\b")
_THING = re.compile(
    r"^(?:(?:a|an|the|this|that|all|any|every|clear|current|effective)\s+)*(?:\w+\s+)?(?:reviews?|plans?|responses?|statements?|referrals?|roles?|funding|training|learning|clarity|engagement|framework|specification|guidance|campaign|approach|systems?|standards?|work|record|projects?|challenges?|placements?|changes?|aim|support)\b",
    re.IGNORECASE,
)


# "… at every door (Lead: Harbour Agency)": named for it alone, and so before any subject.
_LED_BY = re.compile(
    r"\(\s*(?:lead|owner|responsible)(?:\s+(?:body|agency|organisation|partner))?s?\s*:(?P<names>[^()]+)\)[\s.]*$",
    re.IGNORECASE,
)


def _without_lead(subject: str) -> str:
    """Return a subject without the clauses that stand before it ("Within the next year, …")."""
    while True:
        shorter = _LEAD.sub("", subject, count=1)
        if shorter == subject:
            return subject
        subject = shorter


def _clause(sentence: str, mood: str) -> tuple[str, str, str] | None:
    """Return the subject, the modal and what follows it in a sentence's main clause."""
    start = len(sentence) - len(_without_lead(sentence))
    found = _MODAL[mood].search(sentence, start)
    if not found:
        return None
    subject = sentence[start : found.start()].strip()
    return subject, found["modal"], found["rest"]


def _subject_of_lead(sentence: str) -> str | None:
    """Return the subject of the clause before the main one, to which its "it" refers."""
    found = _LEAD_SUBJECT.match(sentence)
    return found["subject"] if found else None


def _is_body(subject: str, table: Organisations) -> bool:
    """Return whether a subject can be asked: a known name, a word for a body, or a proper name."""
    names = split_names(subject, table)
    if any(table.find(name) for name in names):
        return True
    if _PEOPLE.match(subject) or _GERUND.match(subject) or re.match(r"^(?:An?|One)\s", subject):
        return False
    if _THING.match(subject) and not _BODY.search(_first_noun_phrase(subject)):
        return False
    return bool(_BODY.search(_first_noun_phrase(subject)) or re.search(r"\s(?!I\b)[A-Z]", subject))


def _first_noun_phrase(subject: str) -> str:
    return re.split(r"\s+(?:of|for|to|with|that|who|which|in|on|from|across)\s+", subject, maxsplit=1)[0]


def _named(pattern: re.Pattern[str], text: str, table: Organisations) -> Named:
    found = pattern.search(text)
    return name_owners(found["names"], table) if found else Named()


def _others_after(rest: str, table: Organisations) -> tuple[str, ...]:
    """Return the partners named after the modal: "should, with the support of X," or "should work with X to"."""
    for pattern in (_WITH_SUPPORT, _WORK_WITH):
        found = pattern.match(rest)
        if found:
            return names_beside(found["names"], table)
    return ()


def _active(subject: str, rest: str, table: Organisations) -> Named:
    aside = _ASIDE.search(subject)
    others = names_beside(aside["names"], table) if aside else ()
    if aside:
        subject = subject[: aside.start()]
    if not _is_body(subject, table):
        return Named()
    named = name_owners(subject.strip(" ,"), table)
    return Named(named.owners, (*named.others, *others, *_others_after(rest, table)))


def _agents(sentence: str, table: Organisations) -> Named:
    """Return the agents of a sentence whose subject is not a body."""
    owners = _named(_AGENT, sentence, table).owners or _named(_PRIORITY_FOR, sentence, table).owners
    owners = owners or _named(_THERE_MUST_BE, sentence, table).owners
    beside = (pattern.search(sentence) for pattern in (_INVOLVING, _DEVELOPED_WITH))
    others = [name for found in beside if found for name in names_beside(found["names"], table)]
    return Named(tuple(owner for owner in owners if _is_certain(owner, table)), tuple(others))


def _is_certain(owner: Owner, table: Organisations) -> bool:
    """Return whether an agent is known, or named with a word for a body."""
    return bool(table.find(owner.as_written) or _BODY.search(owner.name))


def _is_passive(modal: str, rest: str) -> bool:
    """Return whether the verb is passive: "should be done", "is being done", "has been done", but not "has done"."""
    if modal in ("has", "have"):
        return bool(re.match(rf"^\s+{_ADVERBS}been\b", rest))
    return bool(_PASSIVE.match(rest) or (modal in ("is", "are") and _PASSIVE_NOW.match(rest)))


def subject_of(sentence: str, table: Organisations, *, mood: str = "asks") -> Named:
    """Return the owners that one sentence names as its subject or agent."""
    if len(sentence) > LONGEST_LIST:
        return Named()
    clause = _clause(tidy(sentence), mood)
    if not clause:
        return Named((), tuple(owner.name for owner in _named(_WELCOMED_BY, sentence, table).owners))
    subject, modal, rest = clause
    if _PRONOUN.match(subject):
        subject = _subject_of_lead(sentence) or subject
    passive = _is_passive(modal, rest)
    if passive or subject.lower() == "there":
        return _agents(sentence, table)
    named = _active(subject, rest, table) if mood == "asks" or _is_name(subject, table) else Named()
    return named if named.owners else _merge(named, _agents(sentence, table))


def _is_name(subject: str, table: Organisations) -> bool:
    """Return whether a promise's subject names a body, and is not "the group" or a clause of its own."""
    if any(table.find(name) for name in split_names(_ASIDE.sub("", subject), table)):
        return not _CLAUSE_WORDS.search(subject)
    name = re.sub(r"^(?:the|a|an)\s+|\s*\([^()]*\)$", "", subject, flags=re.IGNORECASE)
    is_proper = any(word[:1].isupper() for word in name.split()) and len(name.split()) > 1
    return is_proper and len(name.split()) <= _LONGEST_SUBJECT and not _CLAUSE_WORDS.search(name)


def _merge(first: Named, second: Named) -> Named:
    return Named(unique_owners((*first.owners, *second.owners)), tuple(dict.fromkeys((*first.others, *second.others))))


def _is_short_for(name: str, known: str) -> bool:
    """Return whether a name repeats a known one, or is its short form ("The Government")."""
    return known == name or known.endswith(f" {name}")


def _as_other(owner: Owner, table: Organisations) -> bool:
    """Return whether a later sentence's subject is certain enough to be kept beside the owners."""
    return bool(table.find(owner.as_written) or table.find(owner.name)) or bool(re.search(r"\s[A-Z]", owner.name))


def _kept_beside(names: Sequence[str], owners: Sequence[Owner]) -> tuple[str, ...]:
    kept: list[str] = []
    for name in names:
        if not any(_is_short_for(name, known) for known in (*(owner.name for owner in owners), *kept)):
            kept.append(name)
    return tuple(kept)


def _beside_the_maker(sentence: str, table: Organisations) -> tuple[str, ...]:
    """Return the partners named in "We will work with X to", where the table knows one of them at least."""
    clause = _clause(tidy(sentence), "promises")
    names = _others_after(clause[2], table) if clause else ()
    return names if any(table.find(name) for name in names) else ()


def owners_in(text: str, table: Organisations, *, mood: str = "asks") -> Named:
    """Return the owners of a text: those whom it names at its end as leading, else by its sentences.

    Those are the owners of the first sentence with a subject; later, differing subjects stand beside them.
    """
    found = _LED_BY.search(text)
    if found is None:
        return _owners_by_sentences(text, table, mood)
    leading, named = name_owners(found["names"], table), _owners_by_sentences(text[: found.start()], table, mood)
    if not leading.owners:
        return named
    beside = [*leading.others, *(owner.name for owner in named.owners), *named.others]
    return Named(leading.owners, _kept_beside(beside, leading.owners))


def _owners_by_sentences(text: str, table: Organisations, mood: str) -> Named:
    owners: tuple[Owner, ...] = ()
    others: list[str] = []
    for sentence in sentences(text):
        if mood == "promises" and not owners and _MAKER.match(_without_lead(sentence)):
            # "We will": the maker of the document, whom a method cannot name; with whom, it can.
            return Named((), _kept_beside([*others, *_beside_the_maker(sentence, table)], ()))
        named = subject_of(sentence, table, mood=mood)
        if owners:
            others += [owner.name for owner in named.owners if _as_other(owner, table)]
        owners = owners or named.owners
        others += named.others
    return Named(owners, _kept_beside(others, owners))
