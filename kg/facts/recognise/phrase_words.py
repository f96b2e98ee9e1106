"""How a word of a phrase may stand in a text: as which runs of letters and digits, one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.facts.text import fold

_SHORTEST_PLURAL = 4
_PIECES = re.compile(r"[a-z0-9]+|[*#-]|[^a-z0-9*#-]+")
AMERICAN = (
    ("tumour", "tumor"), ("haem", "hem"), ("aemi", "emi"), ("oedema", "edema"), ("paed", "ped"), ("isation", "ization"),
    ("ised", "ized"), ("colour", "color"), ("labell", "label"), ("programme", "program"), ("litre", "liter"),
    ("oesoph", "esoph"), ("centre", "center"), ("behaviour", "behavior"), ("oestr", "estr"), ("diarrhoea", "diarrhea"),
)  # fmt: skip
"""British spellings of the tables, and the American ones that are found, too."""


class Run(NamedTuple):
    """A run of folded letters and digits.

    Attributes:
        is_open: Whether others may follow within the run.
    """

    letters: str
    is_open: bool = False


Reading = tuple[Run, ...]
"""The runs as which a word stands, in British spelling and without a plural's s."""


def readings(word: str) -> list[Reading]:
    """All ways in which a word may be parted into runs: a hyphen may part, or not.

    Runs of which no letter is known are left out.

    >>> [[run.letters for run in reading] for reading in readings("event-free")]
    [['eventfree'], ['event', 'free']]
    >>> readings("pfs#")
    [(Run(letters='pfs', is_open=True),)]
    """
    unfinished: list[tuple[Reading, Run]] = [((), Run(""))]
    for piece in _PIECES.findall(fold(word)):
        if piece == "-":
            unfinished += [_parted(reading, run) for reading, run in unfinished]
        elif piece in "*#":
            unfinished = [(reading, run._replace(is_open=True)) for reading, run in unfinished]
        elif piece.isalnum():
            unfinished = [(reading, run if run.is_open else Run(run.letters + piece)) for reading, run in unfinished]
        else:
            unfinished = [_parted(reading, run) for reading, run in unfinished]
    return [_parted(reading, run)[0] for reading, run in unfinished]


def _parted(reading: Reading, run: Run) -> tuple[Reading, Run]:
    return (*reading, run) if run.letters else reading, Run("")


def takes_plural(word: str) -> bool:
    """Whether a word of a phrase is also found with a plural s."""
    ends_long = len(word) - word.rfind("-") - 1 >= _SHORTEST_PLURAL
    return word[-1].isalpha() and (word != word.lower() or ends_long)


def as_written(run: Run, word: str) -> Iterator[Run]:
    """A run of a word in its spellings, British and American, one and many."""
    for letters in _spellings(run.letters):
        yield run._replace(letters=letters)
        if not run.is_open and takes_plural(word):
            yield run._replace(letters=f"{letters}s")


def _spellings(letters: str) -> list[str]:
    spellings = {letters}
    for british, american in AMERICAN:
        spellings |= {spelling.replace(british, american) for spelling in spellings}
    return sorted(spellings)
