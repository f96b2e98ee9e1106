"""Words as a sentence wants them."""

from __future__ import annotations


def plural(number: int, word: str, many: str = "") -> str:
    """A number with its noun: "1 trial", "1,573 trials"."""
    return f"{number:,} {word if number == 1 else many or f'{word}s'}"


def sentence(text: str) -> str:
    """A text that begins with a capital; all else stays as it is written, as names must."""
    return text[:1].upper() + text[1:]


def one(noun: str) -> str:
    """A noun with its article: "an agent", "a condition"."""
    return f"{'an' if noun[:1].lower() in set('aeiou') else 'a'} {noun}"
