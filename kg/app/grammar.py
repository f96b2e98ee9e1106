"""Words as a sentence wants them."""

from __future__ import annotations

import re

_INDEXED = re.compile(r"([^\[\]]*)(?:\[(\d+)\])?")
"""A part of the path of a field, with its position from 0 if it is one of several."""


def plural(number: int, word: str, many: str = "") -> str:
    """A number with its noun.

    >>> plural(1, "trial"), plural(1573, "trial"), plural(2, "query", "queries")
    ('1 trial', '1,573 trials', '2 queries')
    """
    return f"{number:,} {word if number == 1 else many or f'{word}s'}"


def sentence(text: str) -> str:
    """A text that begins with a capital; all else stays as it is written, as names must."""
    return text[:1].upper() + text[1:]


def one(noun: str) -> str:
    """A noun with its article: "an agent", "a condition"."""
    return f"{'an' if noun[:1].lower() in set('aeiou') else 'a'} {noun}"


def spaced_name(name: str) -> str:
    """A name in camel case as words.

    >>> spaced_name("hasSetting"), spaced_name("PARPInhibition")
    ('has setting', 'PARPInhibition')
    """
    return "".join(f" {c.lower()}" if c.isupper() and i and name[i - 1].islower() else c for i, c in enumerate(name))


def field_name(path: str) -> str:
    """A field of a record in words.

    >>> field_name("identificationModule.briefTitle"), field_name("armsInterventionsModule.armGroups[0].label")
    ('Brief title', 'Arm group 1, label')
    """
    _, module, field = path.rpartition("Module.")
    parts = (_INDEXED.fullmatch(part) for part in (field if module else path).split("."))
    told = (f"{its[1].removesuffix('s')} {int(its[2]) + 1}" if its[2] else its[1] for its in parts if its)
    return sentence(", ".join(spaced_name(part) for part in told)) or path
