"""What phrases that name settings promise to one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import TableError
from kg.facts.recognise.setting_phrases import SettingPhrases, load_setting_phrases

HEADER = "settings\tmasks\tphrases\twhere\tnote\n"
ROWS = (
    "Metastatic\t\tmetastatic\ttitle\t\n"
    "LocallyAdvanced|Metastatic\t\tlocally advanced or metastatic\ttitle\t\n"
    "Refractory\t\trefractory to therapy|refractory\ttitle\t\n"
    "Relapsed\t\trelapsed ... carcinoma\ttitle\t\n"
    "\tNewlyDiagnosed\trefractory to first-line\ttitle\t\n"
    "NewlyDiagnosed\t\tfirst-line\ttitle\t\n"
    "Resectable\t\tresectable\ttitle\t\n"
    "Unresectable\t\tnot resectable\ttitle\t\n"
)


def phrases(at: Path, rows: str = ROWS) -> SettingPhrases:
    (at / "settings.tsv").write_text(HEADER + rows, encoding="utf-8")
    return load_setting_phrases(at)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("locally advanced or metastatic cancer", {"LocallyAdvanced", "Metastatic"}),
        ("relapsed metastatic carcinoma", {"Relapsed", "Metastatic"}),
        ("refractory to first-line therapy", {"Refractory"}),
        ("not resectable", {"Unresectable"}),
    ],
)
def test_overlapping_phrases_hide_only_what_they_bear_on(text: str, expected: set[str], tmp_path: Path) -> None:
    found = phrases(tmp_path).find("title", text)
    assert {setting for phrase in found for setting in phrase.meaning.settings} == expected


@pytest.mark.parametrize(
    "row", ["Metastasic\t\tx\ttitle\t\n", "\tRelapsing\tx\ttitle\t\n", "Relapsed\t\tx\theading\t\n"]
)
def test_an_unknown_setting_or_place_is_refused(row: str, tmp_path: Path) -> None:
    with pytest.raises(TableError, match="holds the unknown"):
        phrases(tmp_path, row)
