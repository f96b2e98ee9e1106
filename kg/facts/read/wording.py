"""The words of a record, freed of what its way through files has done to them."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MISREAD = re.compile(
    "[\u00c2\u00c3\u00ce\u00cf]"
    "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|\u00e2[\u20ac\u201a\u2020\u2030\u02c6][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_SUSPICIOUS = re.compile(f"{_CONTROL.pattern}|{_MISREAD.pattern}|\r")


def decode(data: bytes) -> str:
    """The text of UTF-8 bytes, or, where they are none, of Windows-1252 bytes; without byte-order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def mend(text: str) -> str:
    r"""The text with control characters as spaces, line ends as ``\n`` and UTF-8 misread as Windows-1252 put right.

    >>> mend("IFN-Î±\x0b2")
    'IFN-α 2'
    """
    if text.isascii() and text.replace("\n", " ").isprintable():
        return text
    if not _SUSPICIOUS.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub(" ", _MISREAD.sub(_reread, text))


def _reread(misread: re.Match[str]) -> str:
    data = b"".join(_byte(character) for character in misread.group())
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return misread.group()


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1", errors="replace")
