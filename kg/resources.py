"""The data folders that travel with the package: ontology, queries, viz and seeds.

In a checkout they stand beside ``kg``; in an installed wheel they stand inside it, under ``kg/data``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """The data folder of that name.

    Raises:
        FileNotFoundError: If neither the checkout nor the wheel holds it.
    """
    for root in (_PACKAGE / "data", _PACKAGE.parent):
        if (root / name).is_dir():
            return root / name
    raise FileNotFoundError(f"data folder {name!r} of iokg is missing: reinstall the package")
