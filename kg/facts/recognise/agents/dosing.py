"""Doses: amount, unit, route and schedule where the words beside an agent's name state them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.facts.recognise.agents.context import sentence
from kg.facts.recognise.agents.found import Found
from kg.model import Dose, Evidence, Mention

_NUMBER = r"\d(?<![\w.,]\d)[\d,]*(?:\.\d+)?(?:\s*[×xX*]\s*10\s*\\?\^?\s*[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
_UNIT = (
    r"(?:mg|g|µg|μg|ug|mcg|ng|MIU|million (?:IU|units)|IU|units?|mCi|MBq|GBq|kBq|c?Gy|mL|ml|pfu|PFU|vp|TU"
    r"|(?:CAR[- ]?(?:positive|\+)?[- ]?(?:viable )?)?(?:T|NK)?[- ]?cells?)"
    r"(?:\s*(?:/|per)\s*(?:kg|m2|m²|m\^2|m\\\^2|day|dose|d))*"
)
_AMOUNT = re.compile(rf"(?P<low>{_NUMBER})(?:\s*(?:-|–|to)\s*(?P<high>{_NUMBER}))?\s*(?P<unit>{_UNIT})(?![A-Za-z])")
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
_CELL_KINDS = {
    "CARTCell", "CARGammaDeltaTCell", "CARNKCell", "CARMacrophage", "TCRTCell", "TumourInfiltratingLymphocytes",
    "NKCell", "OtherImmuneCellProduct", "EngineeredStromalCell", "StemCellTransplant", "DendriticCellVaccine",
    "CancerVaccine",
}  # fmt: skip
_CELL_PRODUCTS = _CELL_KINDS - {"CancerVaccine", "DendriticCellVaccine"}
_NEVER_DOSED = {"Procedure", "DiagnosticTest", "BehaviouralIntervention", "Device"}


def doses_of(found: Found, texts: Mapping[str, str], starts: Mapping[str, list[int]]) -> tuple[Dose, ...]:
    """The doses that stand after an agent's name and before the next agent's, each amount once.

    Args:
        texts: Text by field.
        starts: Where agents are named in each field, in order.
    """
    doses: dict[tuple[str, str], Dose] = {}
    if found.agent.kind in _NEVER_DOSED:
        return ()
    for mention in found.mentions:
        if mention.field in texts:
            for dose in _after(mention, texts[mention.field], starts.get(mention.field, [])):
                if _fits(dose.unit, found.agent.kind):
                    doses.setdefault((dose.amount, dose.unit), dose)
    return tuple(doses.values())


def _fits(unit: str, kind: str) -> bool:
    """Whether an agent of that kind can be given in the unit: only radiation in gray, only cells by their number."""
    if _GRAY.match(unit):
        return kind in ("Radiotherapy", "Radioconjugate")
    if _CELLS.search(unit) or kind in _CELL_PRODUCTS:
        return bool(_CELLS.search(unit)) and kind in _CELL_KINDS
    return kind != "Radiotherapy"


def _after(mention: Mention, text: str, starts: list[int]) -> Iterator[Dose]:
    _, end = sentence(text, mention)
    following = next((start for start in starts if start >= mention.end), end)
    end = min(end, following, mention.end + _REACH)
    clause = text[mention.end : end]
    exposures = list(_AUC.finditer(text, mention.end, end))
    yield from (_dose(match, mention, clause, "AUC") for match in exposures)
    if not exposures:
        yield from (_dose(match, mention, clause, match["unit"]) for match in _AMOUNT.finditer(text, mention.end, end))


def _dose(match: re.Match[str], mention: Mention, clause: str, unit: str) -> Dose:
    low, high = match["low"].strip(), match["high"]
    schedule = _SCHEDULE.search(clause)
    route = next((name for name, pattern in _ROUTES if pattern.search(clause)), "")
    words = Mention(text=match.group(), field=mention.field, start=match.start(), end=match.end())
    return Dose(
        amount=f"{low}–{high.strip()}" if high else low,
        unit=" ".join(unit.split()),
        route=route,
        schedule=schedule.group().rstrip(" ,-–−") if schedule else "",
        evidence=Evidence(mention=words, rule="dose-beside-name"),
    )
