"""The form of a file, told by its first bytes."""

from __future__ import annotations

import re
from typing import Literal

from kg.errors import InputError
from kg.facts.read.csv_export import is_header
from kg.facts.read.wording import decode

Form = Literal["api", "csv", "seed"]

_EXPECTED = (
    "give JSON of the registry's API version 2, a CSV or TSV export of the registry, or plain text in the seed form"
)
_JSON = re.compile(rb"\s*(?:\{|\[\s*[\[{\]]|\[\s*$)")
_KNOWN_FILES = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
)


def detect_form(head: bytes) -> Form:
    """The form of the file that begins so.

    Raises:
        InputError: If it is empty or cannot be a registry record.
    """
    text = head.removeprefix(b"\xef\xbb\xbf")
    _refuse_foreign(text)
    if _JSON.match(text):
        return "api"
    first = decode(text.split(b"\n", 1)[0])
    return "csv" if is_header(first) else "seed"


def _refuse_foreign(head: bytes) -> None:
    if not head.strip():
        raise InputError("the file is empty", remedy=_EXPECTED)
    for magic, what in _KNOWN_FILES:
        if head.startswith(magic):
            raise InputError(f"this is {what}, no registry record", remedy=_EXPECTED)
    if b"\x00" in head:
        raise InputError("this is a binary file, no registry record", remedy=_EXPECTED)
    if head.lstrip().startswith(b"<"):
        raise InputError("this is an HTML or XML page, no registry record", remedy=_EXPECTED)
