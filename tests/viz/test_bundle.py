"""The page's script and style sheet."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from viz.bundle import ASSETS, fingerprint, script, style_sheet

MODULES = sorted((ASSETS / "js").glob("*.js"))
EXPORTED = re.compile(r"^export (?:async )?(?:function\*?|class|const) (\w+)", re.MULTILINE)


@pytest.mark.parametrize("first", ["main.js", "part.js"])
def test_a_module_is_in_a_script_once(first: str) -> None:
    assert {script(first).count(f"// {path.name}\n") for path in MODULES} == {0, 1}


def test_every_module_is_in_a_script() -> None:
    assert [p.name for p in MODULES if f"// {p.name}\n" not in script("main.js") + script("part.js")] == []


@pytest.mark.parametrize("first", ["main.js", "part.js"])
def test_a_module_comes_after_those_it_imports(first: str) -> None:
    text = script(first)
    for path in (path for path in MODULES if f"// {path.name}\n" in text):
        for needed in re.findall(r'from "\./([\w-]+\.js)"', path.read_text(encoding="utf-8")):
            assert text.index(f"// {needed}\n") < text.index(f"// {path.name}\n")


def test_no_two_modules_export_the_same_name() -> None:
    names = Counter(name for path in MODULES for name in EXPORTED.findall(path.read_text(encoding="utf-8")))

    assert [name for name, times in names.items() if times > 1] == []


def test_modules_read_no_markup() -> None:
    sinks = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|fetch\(|XMLHttpRequest"
    )

    assert [path.name for path in MODULES if sinks.search(path.read_text(encoding="utf-8"))] == []


def test_a_script_cannot_end_the_element_it_stands_in() -> None:
    assert "</script" not in script().lower()
    assert "</style" not in style_sheet().lower()


def test_a_fingerprint_is_what_a_browser_computes() -> None:
    assert fingerprint("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
