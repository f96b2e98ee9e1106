"""Records with attacks in every text: pages and twins show them as text."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

import pytest

from kg.app.explore.explorer import Explorer
from tests.app.explore.attacks import ATTACK

_ALLOWED = ("/", "#", "data:,", "https://bioregistry.io/", "https://clinicaltrials.gov/study/NCT")
_SCRIPTS = ("/explorer/explorer.js", "/explorer/map.js", "/explorer/vis-network.min.js")
_SEEN = ["", "agent/bad-agent", "target/bad", "condition/bad-condition", "trial/NCT00000009", "landscape", "map"]


class _Reader(HTMLParser):
    """Notes what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.acting: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in ("img", "iframe", "object", "base") or (
            tag == "script" and told.get("src") not in _SCRIPTS and told.get("type") != "application/gzip"
        ):
            self.acting.append(tag)
        self.acting += [name for name in told if name.startswith("on") or name == "style"]
        addresses = [told[name] or "" for name in ("href", "src", "action") if name in told]
        self.acting += [address for address in addresses if not address.startswith(_ALLOWED) or address[:2] == "//"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    return reader


def test_no_text_of_a_record_becomes_markup_or_an_address(attacked: Explorer) -> None:
    pages = [*attacked.paths(), "search"]

    assert {path: acting for path in pages if (acting := read(attacked.answer(path, {}).body.decode()).acting)} == {}


@pytest.mark.parametrize("path", _SEEN)
def test_the_words_of_a_record_are_shown_as_they_are(attacked: Explorer, path: str) -> None:
    words = "".join(read(attacked.answer(path, {}).body.decode()).words)

    assert "<img src=x onerror=harmed=2></mark>{{7*7}}" in words


_ASKED = ["search", "question/trials_by_target", "landscape", "map", "timeline", "trials", "agent/" + ATTACK, ATTACK]


@pytest.mark.parametrize("address", _ASKED)
def test_no_text_of_an_address_becomes_markup(attacked: Explorer, address: str) -> None:
    asked = dict.fromkeys(("q", "phase", "status", "kind", "role", "show", "since", "by", "apart", "least"), ATTACK)
    asked |= {"target": ATTACK} if address.startswith("question") else {}

    assert read(attacked.answer(address, asked).body.decode()).acting == []
    assert read(attacked.answer(address, {"focus": ATTACK, "of": ATTACK}).body.decode()).acting == []


def test_no_cell_of_a_table_is_a_formula(attacked: Explorer) -> None:
    for path in attacked.paths():
        table = attacked.answer(f"{path or 'home'}.csv", {}).body.decode()
        assert not [cell for row in csv.reader(io.StringIO(table)) for cell in row if cell.startswith(("=", "+", "@"))]
