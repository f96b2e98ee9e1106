"""One script and one style sheet from the plain files in ``assets``, without a build step.

Scripts are ES modules that import one another by relative path. In the page they stand in one inline module, each as a
function that returns what it exports, after those it imports. So a module's own names stay its own; only exported names
must differ from one another, and an export cannot be reassigned.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

ASSETS = Path(__file__).parent / "assets"
_IMPORT = re.compile(r'^import\s+[^;]*?from\s+"\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?(?:function\*?|class|const)\s+(\w+))", re.MULTILINE)


@cache
def script(first: str = "main.js") -> str:
    """All modules that a module needs, each after those it imports, itself the last."""
    done: dict[str, str] = {}
    _add(first, done)
    return "\n".join(done.values())


@cache
def style_sheet() -> str:
    """All style sheets in the order of their names."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ASSETS / "css").glob("*.css")))


@cache
def look() -> Any:
    """Names, shapes and colours of the kinds of node, roles, relations: ``assets/look.json``."""
    return json.loads((ASSETS / "look.json").read_text(encoding="utf-8"))


def fingerprint(text: str) -> str:
    """The hash by which a content security policy lets exactly this inline script or style through."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _add(name: str, done: dict[str, str]) -> None:
    text = (ASSETS / "js" / name).read_text(encoding="utf-8")
    done[name] = ""
    for needed in _IMPORT.findall(text):
        if needed not in done:
            _add(needed, done)
    del done[name]
    exported = ", ".join(_EXPORT.findall(text))
    own = _EXPORT.sub("", _IMPORT.sub("", text))
    done[name] = f"const {{ {exported} }} = (() => {{ // {name}\n{own}\nreturn {{ {exported} }};\n}})();"
