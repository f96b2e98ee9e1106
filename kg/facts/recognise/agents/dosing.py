"""Doses: amount, unit, route and schedule where the words beside an agent's name state them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from kg.facts.recognise.agents.context import sentence
from kg.facts.recognise.agents.found import Found
from kg.facts.recognise.agents.kinds import CELL_PRODUCTS
from kg.model import Dose, Evidence, Mention

_NUMBER = r"\d(?<![\w.,]\d)[\d,]*(?:\.\d+)?(?:\s*[×xX*]\s*10\s*\\?\^?\s*[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
_TO = r"\s*(?:-|–|to|\\?~)\s*"
_UNIT = (
    r"(?:mg|g|µg|μg|ug|mcg|ng|MIU|million (?:IU|units)|IU|units?|mCi|MBq|GBq|kBq|c?Gy|pfu|PFU|vp|TU"
    r"|(?:CAR[- ]?(?:positive|\+)?[- ]?(?:viable )?)?(?:T|NK)?[- ]?cells?)"
    r"(?:\s*(?:/|per)\s*(?:kg|m2|m²|m\^2|m\\\^2|day|dose|d))*"
)
_AMOUNT = re.compile(rf"(?P<low>{_NUMBER})(?:{_TO}(?P<high>{_NUMBER}))?\s*(?P<unit>{_UNIT})(?![A-Za-z]|\s*/\s*m[lL])")
_COUNT = re.compile(
    rf"(?P<low>{_NUMBER})(?:{_TO}(?P<high>{_NUMBER}))?\s*"
    r"(?P<unit>(?:CAR[- ]?(?:positive|\+)?[- ]?)?(?:viable )?(?:T|NK)?[- ]?(?:cells?)?"
    r"(?:\s*(?:/|per)\s*(?:kg|dose))?)(?![A-Za-z])"
)
_POWER = re.compile(r"10\s*\\?\^?\s*[\d⁰¹²³⁴⁵⁶⁷⁸⁹]")
_COUNTED = re.compile(r"(?P<mantissa>[\d,.]+)(?P<power>\s*[×xX*]\s*10.*)", re.DOTALL)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_LISTED = re.compile(r"(?<![\d.,^×xX*-])(?:\d+(?:\.\d+)?\s*(?:,|、|;|\band\b|\bor\b)\s*)+$")
_BARE = re.compile(r"\d+(?:\.\d+)?")
_AUC = re.compile(r"\bAUC\s*(?:=|of)?\s*(?P<low>\d(?:\.\d)?)(?:\s*(?:-|–|to)\s*(?P<high>\d(?:\.\d)?))?")
_SCHEDULE = re.compile(
    r"\bq\s?\d+\s?[wdh]\b|\bevery (?:\d+|two|three|four|six|other) ?-?(?:weeks?|days?|hours?|months?)\b"
    r"|\b(?:once|twice) (?:a |per )?(?:daily|weekly|day|week)\b|\b(?:bid|qd|tid)\b"
    r"|\bon days? [-−–\d][\d,\s\-–to]*\b|\bdays? [-−–]?\d+(?:\s*(?:-|–|to|,|and)\s*[-−–]?\d+)*"
    r"|\bD\d+(?:-D?\d+)?\b|\bweekly\b|\bdaily\b",
    re.IGNORECASE,
)
_ROUTES = (
    ("intravenous", re.compile(r"\bintravenous(?:ly)?\b|\bi\.?v\.?(?![a-z])", re.IGNORECASE)),
    ("subcutaneous", re.compile(r"\bsubcutaneous(?:ly)?\b|\bs\.?c\.?(?![a-z])", re.IGNORECASE)),
    ("oral", re.compile(r"\boral(?:ly)?\b|\bby mouth\b|\bp\.?o\.?(?![a-z])", re.IGNORECASE)),
    ("intratumoural", re.compile(r"\bintra-?tumou?ral(?:ly)?\b", re.IGNORECASE)),
    ("intraperitoneal", re.compile(r"\bintra-?peritoneal(?:ly)?\b", re.IGNORECASE)),
    ("intrathecal", re.compile(r"\bintra-?thecal(?:ly)?\b|\bintra-?ventricular(?:ly)?\b", re.IGNORECASE)),
    ("intrapleural", re.compile(r"\bintra-?pleural(?:ly)?\b", re.IGNORECASE)),
    ("intravesical", re.compile(r"\bintra-?vesical(?:ly)?\b", re.IGNORECASE)),
    ("intramuscular", re.compile(r"\bintra-?muscular(?:ly)?\b", re.IGNORECASE)),
    ("intradermal", re.compile(r"\bintra-?dermal(?:ly)?\b", re.IGNORECASE)),
    ("intra-arterial", re.compile(r"\b(?:hepatic|intra-?) ?arterial(?:ly)?\b", re.IGNORECASE)),
    ("inhaled", re.compile(r"\binhal\w+\b", re.IGNORECASE)),
)
_REACH = 160
_CELLS = re.compile(r"cells?", re.IGNORECASE)
_GRAY = re.compile(r"c?Gy\b")
_COUNTED_PRODUCTS = CELL_PRODUCTS | {"EngineeredStromalCell", "StemCellTransplant"}
_CELL_VACCINES = {"DendriticCellVaccine", "CancerVaccine"}
_NEVER_DOSED = {"Procedure", "DiagnosticTest", "BehaviouralIntervention", "Device"}


class Stretch(NamedTuple):
    """Words that state doses of one agent: the part of a field between two offsets."""

    field: str
    text: str
    start: int
    end: int


def doses_of(
    found: Found, texts: Mapping[str, str], starts: Mapping[str, list[int]], own: Iterable[str] = ()
) -> tuple[Dose, ...]:
    """The doses that stand after an agent's name and before the next agent's, each amount once.

    Args:
        texts: Text by field.
        starts: Where agents are named in each field, in order.
        own: Fields that speak of this agent alone up to the first name in them.
    """
    if found.agent.kind in _NEVER_DOSED:
        return ()
    doses: dict[tuple[str, str], Dose] = {}
    for stretch in _stretches(found, texts, starts, own):
        for match, unit in _amounts(stretch, found.agent.kind):
            for dose in _doses(match, stretch, unit):
                doses.setdefault((dose.amount, dose.unit), dose)
    return tuple(doses.values())


def _stretches(
    found: Found, texts: Mapping[str, str], starts: Mapping[str, list[int]], own: Iterable[str]
) -> Iterator[Stretch]:
    for mention in found.mentions:
        text = texts.get(mention.field)
        if text is not None:
            _, end = sentence(text, mention)
            following = next((start for start in starts.get(mention.field, ()) if start >= mention.end), end)
            yield Stretch(mention.field, text, mention.end, min(end, following, mention.end + _REACH))
    for field in own:
        if field in texts:
            yield Stretch(field, texts[field], 0, next(iter(starts.get(field, ())), len(texts[field])))


def _amounts(stretch: Stretch, kind: str) -> Iterator[tuple[re.Match[str], str]]:
    """The amounts in a stretch with their units, of those in which an agent of a kind can be given.

    Cells are counted, and counts often leave out what they count.
    """
    exposures = list(_AUC.finditer(stretch.text, stretch.start, stretch.end))
    if exposures:
        yield from ((match, "AUC") for match in exposures)
        return
    pattern = _COUNT if kind in _COUNTED_PRODUCTS else _AMOUNT
    for match in pattern.finditer(stretch.text, stretch.start, stretch.end):
        unit = match["unit"].strip()
        if pattern is _AMOUNT and _fits(unit, kind):
            yield match, unit
        elif pattern is _COUNT and _POWER.search(match.group()):
            yield match, unit if _CELLS.search(unit) else f"cells{unit}"


def _fits(unit: str, kind: str) -> bool:
    """Whether an agent of that kind can be given in the unit: only radiation in gray, only cells by their number."""
    if _GRAY.match(unit):
        return kind in ("Radiotherapy", "Radioconjugate")
    if _CELLS.search(unit):
        return kind in _CELL_VACCINES
    return kind != "Radiotherapy"


def _doses(match: re.Match[str], stretch: Stretch, unit: str) -> Iterator[Dose]:
    """The dose, and those before it in a list that share its power of ten ("1, 3, 6 × 10^7 cells")."""
    dose = _dose(match, stretch, unit)
    counted = _COUNTED.fullmatch(match["low"].strip()) if match["high"] is None else None
    if counted is None:
        yield dose
        return
    listed = _LISTED.search(stretch.text, stretch.start, match.start())
    mantissas = _BARE.findall(listed.group()) if listed is not None else []
    own = counted["mantissa"]
    mantissas += [own] if _THOUSANDS.fullmatch(own) else own.split(",")
    power = counted["power"].replace("\\", "")
    yield from (replace(dose, amount=f"{mantissa}{power}") for mantissa in mantissas if mantissa)


def _dose(match: re.Match[str], stretch: Stretch, unit: str) -> Dose:
    clause = stretch.text[stretch.start : stretch.end]
    low, high = match["low"].strip(), match["high"]
    schedule = _SCHEDULE.search(clause)
    route = next((name for name, pattern in _ROUTES if pattern.search(clause)), "")
    words = Mention(text=match.group(), field=stretch.field, start=match.start(), end=match.end())
    amount = f"{low}–{high.strip()}" if high else low
    return Dose(
        amount=amount.replace("\\", ""),
        unit=" ".join(unit.split()),
        route=route,
        schedule=schedule.group().rstrip(" ,-–−") if schedule else "",
        evidence=Evidence(mention=words, rule="dose-beside-name"),
    )
