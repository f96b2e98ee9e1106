from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts.recognise.phrase_book import PhraseBook
from kg.facts.recognise.phrases import read_phrase

WORDS = st.sampled_from(
    ["Overall", "survival", "PFS6", "rate", "tumour", "tumor", "(OS)", "of", "the", "patients", "1.1", ".", "α-chain"]
)
BOOK = PhraseBook(
    (phrase, phrase) for phrase in ("overall survival", "OS", "pfs#", "tumour ... rate", "overall survival rate?")
)


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("overall survival", "Overall-Survival (OS)", "Overall-Survival"),
        ("event-free survival", "eventfree survival", "eventfree survival"),
        ("objective/overall response", "Overall responses", "Overall responses"),
        ("disease? control rate?", "control of pain", "control"),
        ("disease? control rate?", "Disease control rate", "Disease control rate"),
        ("toxicit*", "Toxicities of grade 3", "Toxicities"),
        ("pfs#", "PFS-6 months", "PFS-6"),
        ("OS", "OS at 1 year", "OS"),
        ("tumour size", "tumor size", "tumor size"),
        ("haematolog* recovery", "hematological recovery", "hematological recovery"),
        ("adverse event", "adverse event(s)", "adverse event(s)"),
        ("correlation ... response", "Correlation of PD-L1 with response", "Correlation of PD-L1 with response"),
        ("t-cell count", "CD4+ T cell counts", "T cell counts"),
        ("ifn-g", "IFN-γ release", "IFN-γ"),
    ],
)
def test_a_phrase_finds_its_words_as_written(phrase: str, text: str, words: str) -> None:
    found = PhraseBook([(phrase, phrase)]).find(text)
    assert [text[one.start : one.end] for one in found] == [words]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("OS", "per os twice daily"),
        ("pCR", "by PCR"),
        ("CR", "Cytokine release syndrome (CRS)"),
        ("overall survival", "Best response overall. Survival at 1 year"),
        ("correlation ... response", "correlation (of PD-L1) and response"),
        ("number of ... cells", "number of patients with cells"),
    ],
)
def test_a_phrase_does_not_find_other_words(phrase: str, text: str) -> None:
    assert PhraseBook([(phrase, phrase)]).find(text) == []


def test_the_longer_of_two_overlapping_phrases_stands() -> None:
    book = PhraseBook([("survival", "short"), ("progression-free survival", "long")])
    assert [one.meaning for one in book.find("Progression-free survival")] == ["long"]


@pytest.mark.parametrize("phrase", ["rate?", "... rate", "*", "a #"])
def test_a_phrase_without_a_first_word_or_a_letter_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"phrase|word"):
        read_phrase(phrase)


@given(st.lists(WORDS, max_size=12))
def test_found_phrases_stand_apart_in_order_within_the_text(words: list[str]) -> None:
    text = " ".join(words)
    spans = [(one.start, one.end) for one in BOOK.find(text)]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one == other or one[1] <= other[0] for one, other in pairwise(spans))
