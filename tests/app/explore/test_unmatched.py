"""The words that were not understood, in parts and narrowed."""

from __future__ import annotations

import json
import re

import pytest

from kg.app.explore import curating
from kg.app.explore.explorer import Explorer


def shown(explorer: Explorer, **asked: str) -> list[str]:
    return re.findall("<h2><q>(.*?)</q></h2>", explorer.answer("unmatched", asked).body.decode())


def told(explorer: Explorer, **asked: str) -> list[str]:
    page = json.loads(explorer.answer("unmatched.json", asked).body)
    return [item["words"] for item in page["items"]]


def test_the_parts_together_hold_each_stretch_once_and_twins_hold_all(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = shown(explorer)
    monkeypatch.setattr(curating, "A_LEAF", 1)
    parts = [shown(explorer, page=str(number)) for number in range(1, len(whole) + 1)]

    assert len(whole) > 1
    assert parts == [[words] for words in whole]
    assert told(explorer, page="2") == whole
    assert len(explorer.answer("unmatched.csv", {"page": "2"}).body.splitlines()) == len(whole) + 1


def test_previous_and_next_keep_what_narrows_the_list(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curating, "A_LEAF", 1)
    first = explorer.answer("unmatched", {"q": "e"}).body.decode()
    second = explorer.answer("unmatched", {"q": "e", "page": "2"}).body.decode()

    assert 'rel="prev"' not in first
    assert 'rel="next" href="/unmatched?q=e&amp;page=2"' in first
    assert 'rel="prev" href="/unmatched?q=e&amp;page=1"' in second
    assert "2 to 2 of" in second


def test_a_text_and_what_they_should_name_narrow_the_words(explorer: Explorer) -> None:
    words = told(explorer)

    assert told(explorer, q="DERUX") == [its for its in words if "derux" in its.lower()] != words
    assert 0 < len(told(explorer, expected="agent")) < len(words)
    assert told(explorer, expected="agent", q="no such words") == []
    assert "Start again" in explorer.answer("unmatched", {"q": "no such words"}).body.decode()
