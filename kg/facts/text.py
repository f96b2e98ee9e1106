"""Registry text folded for matching, with every offset leading back to the words as written."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from html import unescape
from itertools import accumulate

_GREEK = dict(zip("αβγδεζικλμνσς", "abgdeziklmnss", strict=True)) | {"µ": "u", "ϒ": "g", "ɣ": "g", "ß": "b"}
_GREEK_WORDS = {
    "a": "alpha", "b": "beta", "g": "gamma", "d": "delta", "k": "kappa", "l": "lambda", "z": "zeta", "e": "epsilon"
}  # fmt: skip
_GREEK_WORD = re.compile("alpha|alfa|beta|gamma|delta|kappa|lambda|zeta|epsilon")
# Each begins with the sign it looks for, which is what makes the search quick.
_CROSS = re.compile(r"x(?<=[A-Z0-9]x)(?=[A-Z])")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#39);", re.IGNORECASE)
_HUMP = re.compile(r"[A-Z](?<=[a-zα-ω][A-Z])")
_DIGITS = re.compile(r"([0-9]+)")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_GAP = re.compile(r"[\s\-\u2010-\u2015_/'’®™*·\\]{0,3}|\.|\\?\^")
_BRITISH = (
    ("leukaemia", "leukemia"), ("tumour", "tumor"), ("oesophag", "esophag"), ("haem", "hem"),
    ("paediatric", "pediatric"),
    ("anaemia", "anemia"), ("oestrogen", "estrogen"), ("faecal", "fecal"), ("caecal", "cecal"),
    ("gynaecolog", "gynecolog"),
    ("isation", "ization"), ("ised", "ized"), ("colour", "color"), ("litre", "liter"), ("fibre", "fiber"),
)  # fmt: skip

_TEXTS_AT_HAND = 512

_TWO_SPELLINGS = re.compile("|".join(word for pair in _BRITISH for word in pair))


_VARIES = re.compile(f"{_GREEK_WORD.pattern}|{_TWO_SPELLINGS.pattern}")


@cache
def _folded_character(character: str) -> str:
    """One character in lower case without accent, Greek as its Latin initial, full-width as ASCII; always one long."""
    lower = character.lower()
    if lower in _GREEK:
        return _GREEK[lower]
    plain = unicodedata.normalize("NFKD", lower)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    if len(plain) == 1:
        return _GREEK.get(plain, plain)
    return lower if len(lower) == 1 else " "


class _Table(dict[int, str]):
    """A translation table that grows by the characters it meets."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded_character(chr(code))
        return folded


class _Spaces(dict[int, str]):
    """A translation table that keeps letters and digits, and makes spaces of all else."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = sign if "a" <= sign <= "z" or "0" <= sign <= "9" else " "
        return self[code]


_TABLE = _Table()
_SPACES = _Spaces()


def fold(text: str) -> str:
    """The text in folded characters, exactly as long as before, so that offsets stay.

    >>> fold("IFN-α, Ｔ cell")
    'ifn-a, t cell'
    >>> fold("head &Amp; neck")
    'head &     neck'
    """
    text = _CROSS.sub("×", text)
    if "&" in text:
        text = _ENTITY.sub(_unescaped, text)
    return text.lower() if text.isascii() else _NOT_ASCII.sub(_translated, text).lower()


def _unescaped(match: re.Match[str]) -> str:
    """The sign that an entity of HTML writes, followed by spaces for the rest of it."""
    return unescape(match.group().lower()).ljust(len(match.group()))


def _translated(match: re.Match[str]) -> str:
    return match.group().translate(_TABLE)


def small(text: str) -> str:
    """The text in small letters, exactly as long as before.

    >>> small("İ PFS"), len(small("İ PFS"))
    ('İ pfs', 5)
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(each.lower() if len(each.lower()) == 1 else each for each in text)


def spaced(folded: str) -> str:
    """A folded text with spaces for all but letters and digits.

    >>> spaced("il-2 (ifn-a)")
    'il 2  ifn a '
    """
    return folded.translate(_SPACES)


def squeeze(text: str) -> str:
    """Only the folded letters and digits: the form under which names are compared.

    >>> squeeze("Nab-Paclitaxel")
    'nabpaclitaxel'
    """
    return _NOT_WORD.sub("", fold(text))


class Folded:
    """A text beside its folded forms, with the way back.

    Attributes:
        text: As written.
        folded: Folded, of the same length.
        spaced: Folded, with spaces for all but letters and digits, and one more at each end.
        squeezed: Letters and digits only.
    """

    __slots__ = ("_boundaries", "_starts", "folded", "spaced", "squeezed", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.spaced = f" {spaced(self.folded)} "
        self.squeezed = self.spaced.replace(" ", "")
        self._starts: list[int] = []
        self._boundaries: frozenset[int] = frozenset()

    @property
    def starts(self) -> list[int]:
        """For each space of the spaced form, how many letters and digits stand before it: one list, in order."""
        if not self._starts:
            self._starts = list(accumulate(map(len, self.spaced.split(" "))))
        return self._starts

    @property
    def boundaries(self) -> frozenset[int]:
        """Offsets of the squeezed form at which a run of letters or of digits begins or ends (see ``is_boundary``)."""
        if not self._boundaries:
            numbers = accumulate(map(len, _DIGITS.split(self.squeezed)))
            humps = [self._squeezed_offset(match.start()) for match in _HUMP.finditer(self.text)]
            self._boundaries = frozenset(self.starts).union(numbers, humps)
        return self._boundaries

    def _squeezed_offset(self, offset: int) -> int:
        return offset + 1 - self.spaced.count(" ", 0, offset + 1)

    def origin(self, offset: int) -> int:
        """Offset in the text of the character that stands at this offset of the squeezed form."""
        return offset + bisect_right(self.starts, offset) - 1

    def is_boundary(self, offset: int) -> bool:
        """Whether a run of letters or digits begins or ends at this offset, or small letters meet a capital (aPD-1)."""
        if offset <= 0 or offset >= len(self.folded):
            return True
        before, after = self.folded[offset - 1], self.folded[offset]
        if before.isdigit():
            return not after.isdigit()
        if not (before.isalpha() and after.isalpha()):
            return True
        return self.text[offset - 1].islower() and self.text[offset].isupper()

    def is_tight(self, start: int, end: int) -> bool:
        """Whether only hyphens, spaces and the like part the words between two offsets of the text."""
        gaps = _NOT_WORD.findall(self.folded[start:end])
        return all(_GAP.fullmatch(gap) for gap in gaps)


@lru_cache(_TEXTS_AT_HAND)
def folded_copy(text: str) -> Folded:
    """A text beside its folded forms; those of the trial being read are at hand for all that read it."""
    return Folded(text)


def spellings(name: str) -> Iterator[str]:
    """The squeezed forms under which a name is found: as given, Greek spelt out or short, British and American.

    >>> sorted(spellings("IFN-alpha"))
    ['ifna', 'ifnalpha']
    """
    plain = squeeze(name)
    if name.isascii() and not _VARIES.search(plain):
        if plain:
            yield plain
        return
    seen = {plain}
    spelt = "".join(_GREEK_WORDS.get(_GREEK[c], c) if c in _GREEK else c for c in name.lower())
    seen.add(squeeze(spelt))
    seen |= {_GREEK_WORD.sub(lambda m: m.group()[0], form) for form in (squeeze(spelt),)}
    for british, american in _BRITISH if any(map(_TWO_SPELLINGS.search, seen)) else ():
        seen |= {form.replace(british, american) for form in seen}
        seen |= {form.replace(american, british) for form in seen if american in form and british not in form}
    yield from sorted(form for form in seen if form)
