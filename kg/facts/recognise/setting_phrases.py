"""Phrases that name settings, and phrases that only look as if they did and mask others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.errors import TableError
from kg.facts.recognise.phrase_book import Found, PhraseBook
from kg.facts.recognise.setting_fields import PLACES, Place
from kg.tables import Row, read_table

SETTINGS = (
    "Relapsed", "Refractory", "LocallyAdvanced", "Metastatic", "Unresectable", "Resectable", "NewlyDiagnosed",
    "Oligometastatic", "MinimalResidualDiseasePositive", "InRemission", "Paediatric", "BiomarkerSelected",
)  # fmt: skip
_CONTRARY = {"Resectable", "Unresectable"}


class Meaning(NamedTuple):
    """What a phrase says.

    Attributes:
        settings: The settings that it names.
        masks: The settings that shorter phrases among its words do not name.
    """

    settings: frozenset[str]
    masks: frozenset[str]


class SettingPhrases:
    """The table ``settings.tsv``, ready for use.

    Args:
        entries: For each place, the phrases that count there with what they say.
    """

    def __init__(self, entries: dict[Place, list[tuple[str, Meaning]]]) -> None:
        self._entries = entries
        self._books = {place: PhraseBook(entries.get(place, ())) for place in PLACES}

    def about(self, setting: str) -> SettingPhrases:
        """Only the phrases that name one setting or mask it."""
        only = frozenset((setting,))
        return SettingPhrases(
            {
                place: [
                    (phrase, Meaning(meaning.settings & only, meaning.masks & only))
                    for phrase, meaning in entries
                    if only & (meaning.settings | meaning.masks)
                ]
                for place, entries in self._entries.items()
            }
        )

    def find(self, place: Place, text: str) -> list[Found[Meaning]]:
        """The phrases in a text of a place from left to right, each with what longer ones leave it to say."""
        chosen: list[Found[Meaning]] = []
        found = self._books[place].find_all(text)
        for phrase in sorted(found, key=lambda phrase: (phrase.start - phrase.end, phrase.start)):
            left = _left(phrase.meaning, [other.meaning for other in chosen if _overlap(other, phrase)])
            if any(left):
                chosen.append(phrase._replace(meaning=left))
        return sorted(chosen, key=lambda phrase: (phrase.start, phrase.end))


def load_setting_phrases(folder: Path) -> SettingPhrases:
    """The table ``settings.tsv`` of a folder.

    Raises:
        TableError: If a row names a setting or place that is unknown.
    """
    entries: dict[Place, list[tuple[str, Meaning]]] = defaultdict(list)
    for row in read_table(folder / "settings.tsv"):
        meaning = Meaning(frozenset(_checked(row, "settings", SETTINGS)), frozenset(_checked(row, "masks", SETTINGS)))
        where = set(_checked(row, "where", PLACES))
        for place in PLACES:
            if place in where:
                entries[place] += ((phrase, meaning) for phrase in row.many("phrases"))
    return SettingPhrases(entries)


def _checked(row: Row, column: str, known: tuple[str, ...]) -> Iterator[str]:
    for value in row.many(column):
        if value not in known:
            problem = f"column {column!r} holds the unknown {value!r}"
            raise TableError(problem, place=row.place, remedy=f"choose of {', '.join(known)}")
        yield value


def _left(meaning: Meaning, longer: list[Meaning]) -> Meaning:
    """What a phrase says beside longer ones over some of its words: nothing that they say or mask already."""
    named = frozenset[str]().union(*(other.settings for other in longer))
    masked = frozenset[str]().union(*(other.masks for other in longer))
    contrary = _CONTRARY if named & _CONTRARY else frozenset[str]()
    return Meaning(meaning.settings - named - masked - contrary, meaning.masks - named)


def _overlap(one: Found[Meaning], other: Found[Meaning]) -> bool:
    return one.start < other.end and other.start < one.end
