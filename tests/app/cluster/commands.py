"""The command line run in this process."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr
from typing import NamedTuple

import pytest

from kg.app.cli import main


class Ran(NamedTuple):
    """Exit code, and what was said on standard error."""

    code: object
    said: str


def iokg(*arguments: object) -> Ran:
    """Run a command."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stderr(said):
        patch.setattr(sys, "argv", ["iokg", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
    return Ran(stopped.value.code, said.getvalue())
