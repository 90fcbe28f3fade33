"""What text the product accepts and how text in several languages is read."""

import re
import unicodedata
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 120
LINE_LENGTH = 300
TEXT_LENGTH = 4000
MOST_DIGITS = 18
SUCH = '{"en": "Water", "fr": "Eau"}'

# Control characters but newline and tab, lone surrogates, and the code points Unicode reserves.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u2028\u2029]")

# Zero-width space, word joiner, byte order mark: what spreadsheets and web pages leave in names.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")

# Accents over and under Latin, Greek and Cyrillic letters, Arabic vowel signs and the stroke that stretches.
MARKS = "\u0300-\u036f\u0640\u064b-\u0655"
_MARKS = re.compile(f"[{MARKS}]")

# Letters and signs that many keyboards lack, and what is typed for them.
ALIKE = {
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ς": "σ",
    "\u2018": "'", "\u2019": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-",
}  # fmt: skip
_ALIKE = str.maketrans(ALIKE)

# What a spreadsheet takes for the start of a formula, full-width forms included, behind any apostrophes.
_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def clean_text(value: str) -> str:
    """Return `value` in Unicode's composed form (NFC) with newlines as LF.

    Raises ValidationError when a character would break a database, a spreadsheet or an XML file.
    """
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    validate_text(text)
    return text


def one_line(value: str) -> str:
    """Return `value` as a name is kept: composed, on one line, single spaces, nothing invisible around it.

    Raises ValidationError when a character would break a database, a spreadsheet or an XML file.
    """
    return " ".join(_INVISIBLE.sub("", clean_text(value)).split())


def folded(text: str) -> str:
    """Return `text` as it is looked for: no case, no accents, apostrophes and ligatures as typed plainly.

    folded("Œuvre d'École") is "oeuvre d'ecole".
    """
    if text.isascii():
        return text.lower()
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text).lower())
    return plain.translate(_ALIKE)


def validate_text(value: str) -> None:
    """Raise ValidationError when `value` holds a character no file or database keeps safely."""
    found = _FORBIDDEN.search(value)
    if found:
        raise ValidationError(
            _("This text has a hidden character (U+%(code)s). Retype the part or paste it as plain text."),
            code="hidden_character",
            params={"code": f"{ord(found.group()):04X}"},
        )


def validate_texts(value: object) -> None:
    """Raise ValidationError unless `value` is a text for each language."""
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ValidationError(_("Give one text for each language, such as %(such)s."), params={"such": SUCH})
    for text in value.values():
        validate_text(text)


def without_hidden(value: str) -> str:
    """Return `value` with a space for each character that would break a file; for text of any origin."""
    return _FORBIDDEN.sub(" ", value)


def guarded(value: str) -> str:
    """Return a cell's text with an apostrophe before it where a spreadsheet would see a formula."""
    return f"'{value}" if _FORMULA.match(value) else value


def unguarded(value: str) -> str:
    """Return a cell's text as it was before `guarded`."""
    return value[1:] if value.startswith("'") and _FORMULA.match(value) else value


def row_number(text: str | None) -> int | None:
    """Return the number of a row (or a version) that an address or a form names, None for anything else.

    What is longer than any database's numbers is none.
    """
    return int(text) if text and text.isdecimal() and len(text) <= MOST_DIGITS else None


def in_language(texts: Mapping[str, str], language: str | None = None) -> str:
    """Return the text for `language` (default: the active one), then English, then any.

    `texts` maps language codes ("en", "pt-br") to text. An empty mapping gives "".
    """
    wanted = language or translation.get_language() or "en"
    for code in (wanted, wanted.split("-")[0], "en"):
        if texts.get(code):
            return texts[code]
    return next((text for text in texts.values() if text), "")
