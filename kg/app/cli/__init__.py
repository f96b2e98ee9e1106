"""The command ``iokg``: data on standard output, all talk on standard error."""

from __future__ import annotations

import errno
import os
import sys
from typing import NoReturn

from kg.errors import KGError

__all__ = ["main"]

_DEBUG = "--debug"
_INTERRUPTED = 130
_FULL = {
    errno.ENOSPC: "the disk is full: make room, or name a folder elsewhere",
    errno.EDQUOT: "the disk quota is used up: make room, or name a folder elsewhere",
    errno.EROFS: "the disk is read-only: name a folder elsewhere",
}


def main() -> None:
    """Run the command line and exit.

    Exit codes: 0 done, 1 nothing found or a check failed, 2 wrong use, 3 bad input, 4 network, 5 a part is missing.
    """
    arguments = [argument for argument in sys.argv[1:] if argument != _DEBUG]
    if len(arguments) < len(sys.argv) - 1 or os.environ.get("IOKG_DEBUG"):
        _run(arguments)
    try:
        _run(arguments)
    except KGError as error:
        _stop(str(error), error.exit_code)
    except KeyboardInterrupt:
        _stop("stopped; what was there before stays as it was", _INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        _stop(_told(error), 3)
    except Exception as error:  # noqa: BLE001 - a user gets a sentence, a developer the traceback by --debug
        _stop(f"internal error: {type(error).__name__}: {error}; run again with {_DEBUG} and report what it says", 1)


def _told(error: OSError) -> str:
    """What is wrong with disk or files; the engine's errors bear no number."""
    number = errno.ENOSPC if "No space left" in str(error) else error.errno or 0
    if number not in _FULL:
        return str(error)
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{_FULL[number]}. What was there before is as it was; make room, or choose another place with -o."


def _run(arguments: list[str]) -> NoReturn:
    from kg.app.cli.commands import app

    try:
        app(arguments, prog_name="iokg")
    except SystemExit as stop:
        # typer ends in silence where a user interrupts it
        if stop.code == _INTERRUPTED:
            raise KeyboardInterrupt from stop
        raise
    sys.exit(0)


def _stop(message: str, code: int) -> NoReturn:
    print(f"iokg: {message}", file=sys.stderr)  # noqa: T201
    sys.exit(code)
