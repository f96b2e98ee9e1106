"""What happens, on standard error, a JSON object a line."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime

import msgspec


def say(event: str, **details: object) -> None:
    """Write one line; details that are None are left out."""
    line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event}
    told = {name: value for name, value in details.items() if value is not None}
    sys.stderr.write(msgspec.json.encode(line | told).decode() + "\n")


class _Told(logging.Handler):
    """Passes on what the server's own logger says."""

    def emit(self, record: logging.LogRecord) -> None:
        say("server", level=record.levelname.lower(), message=record.getMessage())


def take_over_server_log() -> None:
    """Make the server's warnings and errors lines of ours."""
    logger = logging.getLogger("uvicorn")
    logger.handlers = [_Told()]
    logger.propagate = False
    logger.setLevel(logging.WARNING)
