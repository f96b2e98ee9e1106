"""Nothing stands in the code that nobody uses."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.conftest import REPOSITORY


def test_every_function_and_class_is_used() -> None:
    command = [sys.executable, "-m", "vulture"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert re.findall(r"^.* unused (?:class|function|import|method|property) .*$", done.stdout, re.MULTILINE) == []
