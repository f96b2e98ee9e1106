"""Colours and shapes that everybody can tell apart."""

from __future__ import annotations

import itertools
from typing import TypeAlias

import pytest

from viz.bundle import look

Colour: TypeAlias = tuple[float, float, float]

BACKGROUNDS = {"light": ("#ffffff", "#f7f8fa"), "dark": ("#0e1218", "#131921")}
KINDS = look()["kinds"]
# Full colour-vision deficiency after Machado, Oliveira and Fernandes 2009 (doi:10.1109/TVCG.2009.113).
DEFICIENCIES = {
    "none": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> Colour:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def luminance(colour: str) -> float:
    return sum(part * share for part, share in zip(linear(colour), (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, deficiency: str) -> Colour:
    seen = [
        min(max(sum(a * b for a, b in zip(row, linear(colour), strict=True)), 0), 1) for row in DEFICIENCIES[deficiency]
    ]
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    x, y, z = (sum(a * b for a, b in zip(row, seen, strict=True)) / w for row, w in zip(rows, white, strict=True))
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize(("theme", "kind"), [*itertools.product(BACKGROUNDS, KINDS)])
def test_a_name_is_readable_on_every_background(theme: str, kind: str) -> None:
    text = KINDS[kind][theme][1]

    assert min(contrast(text, background) for background in BACKGROUNDS[theme]) >= 4.5


@pytest.mark.parametrize(("theme", "kind"), [*itertools.product(BACKGROUNDS, KINDS)])
def test_a_mark_stands_out_from_every_background(theme: str, kind: str) -> None:
    assert min(contrast(KINDS[kind][theme][0], background) for background in BACKGROUNDS[theme]) >= 2.8


@pytest.mark.parametrize(("theme", "deficiency"), [*itertools.product(BACKGROUNDS, DEFICIENCIES)])
def test_kinds_differ_in_colour_for_every_eye_or_else_in_shape(theme: str, deficiency: str) -> None:
    for one, other in itertools.combinations(KINDS.values(), 2):
        away = sum(
            (a - b) ** 2 for a, b in zip(lab(one[theme][0], deficiency), lab(other[theme][0], deficiency), strict=True)
        )

        assert away**0.5 >= 18 or one["shape"] != other["shape"]


def test_each_kind_but_the_small_dot_of_a_trial_has_its_own_shape() -> None:
    shapes = [style["shape"] for kind, style in KINDS.items() if kind != "trial"]

    assert len(set(shapes)) == len(shapes)
