"""Same or different? Why two entries of a register look alike."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ecosystem.models import City, Stakeholder
from ecosystem.register.drafts import StakeholderDraft

SHOWN = 5
LIKE_ENOUGH = 0.8
ABBREVIATION_LETTERS = range(2, 13)
TELLING_LETTERS = 4
STEM_LETTERS = 5

# Words that say little about who an organisation is: articles, prepositions, legal forms.
_SMALL = (
    "a am an and at au aux by com con d da das de dem den der des die do dos du e el en et for "
    "fur für im in l la las le les los of on para por the to und von y zu"
)
_LEGAL = "ag asbl bv co corp eg ev ggmbh gmbh inc kg lda limited llc ltd nv plc sa sarl sas scop spa srl"
SMALL_WORDS: Final = frozenset(_SMALL.split())
LEGAL_FORMS: Final = frozenset(_LEGAL.split())
_ELISION: Final = re.compile(r"\b([dl])['\u2019](?=\w)", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(r"[(\[]([^)\]]*)[)\]]")
_WORD: Final = re.compile(r"\w+")


class Reason(TextChoices):
    """Why two entries look alike, the surest first."""

    SAME_NAME = "same_name", _("the same name")
    ABBREVIATION = "abbreviation", _("one name is short for the other")
    SIMILAR_NAME = "similar_name", _("a similar name")
    WEBSITE = "website", _("the same website")


@dataclass(frozen=True, slots=True)
class Twin:
    """An entry of the register that may be the same as another, with the reasons, the surest first."""

    stakeholder: Stakeholder
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What of an entry is compared: the words of its name, its short forms, its website."""

    words: tuple[str, ...]
    aliases: frozenset[str]
    website: str


def likely_twins(city: City, *, name: str, short_name: str = "", website: str = "") -> list[Twin]:
    """Return the city's entries, archived ones included, that may be the same: five, the likeliest first."""
    new = likeness(name, short_name, website)
    entries = Stakeholder.objects.of(city).select_related("city", "family")
    twins = []
    for entry in entries:
        reasons = reasons_between(new, likeness(entry.name, entry.short_name, entry.website))
        if reasons:
            twins.append(Twin(entry, reasons))
    order = list(Reason)
    return sorted(twins, key=lambda twin: (order.index(twin.reasons[0]), -len(twin.reasons)))[:SHOWN]


def unseen_twins(city: City, draft: StakeholderDraft, *, seen: str) -> list[Twin]:
    """Return the likely twins of `draft` but those in `seen`, primary keys separated by commas."""
    known = set(seen.split(","))
    twins = likely_twins(city, name=draft.name, short_name=draft.short_name, website=draft.website)
    return [twin for twin in twins if str(twin.stakeholder.pk) not in known]


def likeness(name: str, short_name: str = "", website: str = "") -> Likeness:
    """Return what is compared of an entry."""
    inner = [text for text in _IN_BRACKETS.findall(name) if text.strip()]
    words = tuple(_words(_IN_BRACKETS.sub(" ", name)) or _words(name))
    aliases = {"".join(_words(text)) for text in (short_name, *inner)}
    if len(words) == 1:
        aliases.add(words[0])
    return Likeness(words, frozenset(alias for alias in aliases if alias), _site(website))


def reasons_between(one: Likeness, other: Likeness) -> tuple[Reason, ...]:
    """Return why the two look alike, the surest first; empty when they do not."""
    found = []
    if one.words and sorted(one.words) == sorted(other.words):
        found.append(Reason.SAME_NAME)
    elif _is_short_for(one, other) or _is_short_for(other, one):
        found.append(Reason.ABBREVIATION)
    elif _similar(one.words, other.words):
        found.append(Reason.SIMILAR_NAME)
    if one.website and one.website == other.website:
        found.append(Reason.WEBSITE)
    return tuple(found)


def words_in_common(one: str, other: str) -> tuple[str, ...]:
    """Return the telling words of `one` that `other` has too, but for an ending.

    words_in_common("Somebody to train the keepers", "training of kiosk keepers") is ('train', 'keepers').
    """
    others = [word for word in _words(other) if len(word) >= TELLING_LETTERS]
    found = []
    for word in _WORD.findall(one.casefold()):
        folded = "".join(_words(word))
        if len(folded) >= TELLING_LETTERS and any(_is_form_of(folded, each) for each in others):
            found.append(word)
    return tuple(dict.fromkeys(found))


def _is_form_of(one: str, other: str) -> bool:
    short, full = sorted((one, other), key=len)
    return _like(one, other) or (len(short) >= STEM_LETTERS and full.startswith(short))


def abbreviates(short: str, words: Sequence[str]) -> bool:
    """Say whether `short` is made of the beginnings of `words`, in order.

    'senmvku' abbreviates ('senatsverwaltung', 'mobilitat', 'verkehr', 'klimaschutz', 'umwelt').
    """
    if not words:
        return not short
    if not short:
        return False
    longest = min(len(short), len(words[0]))
    return any(
        short[:length] == words[0][:length] and abbreviates(short[length:], words[1:])
        for length in range(1, longest + 1)
    )


def _words(text: str) -> list[str]:
    """Return the words that tell, folded: no case, no accents, no small words, no legal forms."""
    return [word for word in _folded(text) if word not in SMALL_WORDS and word not in LEGAL_FORMS]


def _folded(text: str) -> Iterator[str]:
    plain = _ELISION.sub(r"\1 ", text)
    plain = re.sub(r"[.'\u2019]", "", plain)
    decomposed = unicodedata.normalize("NFKD", plain.casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    yield from _WORD.findall(letters)


def _site(website: str) -> str:
    """Return host and path without what differs by habit: scheme, 'www.', case, the last slash."""
    try:
        parts = urlsplit(website.strip().lower())
    except ValueError:
        return ""
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/")


def _is_short_for(short: Likeness, full: Likeness) -> bool:
    """Say whether a short form of one is a short form or the initials of the other."""
    if short.aliases & full.aliases:
        return True
    names = [full.words]
    rest = [word for word in short.words if word not in full.words]
    if len(rest) == 1 and len(short.words) > 1:
        # 'TU Berlin' and 'Technische Universität Berlin' share a word.
        left = tuple(word for word in full.words if word not in short.words)
        return _initials(rest[0], left)
    return any(_initials(alias, words) for alias in short.aliases for words in names)


def _initials(short: str, words: Sequence[str]) -> bool:
    return len(words) > 1 and len(short) in ABBREVIATION_LETTERS and abbreviates(short, words)


def _similar(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether all words of the shorter name have a like word in the other, two of them at least."""
    short, full = sorted((list(one), list(other)), key=len)
    matched = 0
    for word in short:
        like = next((candidate for candidate in full if _like(word, candidate)), None)
        if like is None:
            return False
        full.remove(like)
        matched += 1
    return matched > 1 or (matched == 1 and not full)


@lru_cache(maxsize=65_536)
def _like(one: str, other: str) -> bool:
    """Say whether two words are the same but for a slip or an ending; numbers must be equal."""
    if one == other:
        return True
    if one[:1] != other[:1] or one.isdecimal() or other.isdecimal():
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= LIKE_ENOUGH


def pairs_alike(names: Sequence[Likeness]) -> dict[tuple[int, int], tuple[Reason, ...]]:
    """Return which of many names look alike, by their places, and why, as comparing each with each would."""
    index = _Index(names)
    found: dict[tuple[int, int], tuple[Reason, ...]] = {}
    for place, name in enumerate(names):
        for other in index.candidates(name):
            pair = (min(place, other), max(place, other))
            if place != other and pair not in found:
                found[pair] = reasons_between(name, names[other])
    return {pair: reasons for pair, reasons in found.items() if reasons}


class _Index:
    """Where the words, short forms and websites of many names stand, so that few have to be compared."""

    def __init__(self, names: Sequence[Likeness]) -> None:
        self._word: defaultdict[str, set[int]] = defaultdict(set)
        self._alias: defaultdict[str, set[int]] = defaultdict(set)
        self._first: defaultdict[str, set[int]] = defaultdict(set)
        self._site: defaultdict[str, set[int]] = defaultdict(set)
        self._letter: defaultdict[str, set[str]] = defaultdict(set)
        for place, name in enumerate(names):
            for word in name.words:
                self._word[word].add(place)
                self._letter[word[:1]].add(word)
            for alias in name.aliases:
                self._alias[alias].add(place)
            if len(name.words) > 1:
                self._first[name.words[0][:1]].add(place)
            self._site[name.website].add(place)
        self._near: dict[str, set[int]] = {}

    def candidates(self, name: Likeness) -> set[int]:
        """Return the places of all names that may look like `name`, seen as the shorter of the two."""
        found = set(self._site[name.website]) if name.website else set()
        for alias in name.aliases:
            found |= self._alias[alias] | self._first[alias[:1]]
        # All its words but one, at least, have a like one in the other name: so has one of its two rarest.
        for near in sorted(map(self._near_to, set(name.words)), key=len)[:2]:
            found |= near
        return found

    def _near_to(self, word: str) -> set[int]:
        if word not in self._near:
            others = [word] if word.isdecimal() else self._letter[word[:1]]
            alike = [other for other in others if _like(word, other)]
            self._near[word] = set().union(*(self._word[other] for other in alike))
        return self._near[word]
