"""Outcome measures written as one text: ``measure, description, time frame|measure, time frame``."""

from __future__ import annotations

import re

from kg.model import OutcomeMeasure, Priority

_NUMBER = (
    r"(?:\d+(?:[.,/]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty[\s-]?four|thirty)"
)
_UNIT = r"(?:min(?:ute)?s?|h(?:r|our)?s?|d(?:ay)?s?|w(?:ee)?ks?|m(?:on)?ths?|mo|y(?:ea)?rs?|cycles?|visits?)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_BEGINS = re.compile(
    rf"""\(?(?:
        up[\s-]?to | base\s?line | screening | daily | weekly | monthly | quarterly | annual
      | (?:pre|post)-?\s?(?:dose|op|treat|interv|surg|infus|study|and\b)
      | (?:minute|hour|day|week|month|year|cycle|visit)s?\b | (?:phase|stage|part)\b | session
      | (?:from|within|at|every|each|during|after|before|until|till|to|about|around|nearly|on|between|over|for)\b
      | (?:since|once|in|by|when|upon|while|any|all|multiple|assessed|study|first|last|time|mean|min|max|median)\b
      | prior\ to\b | through | approx | average | minimum | maximum | expected | estimated | anticipated
      | an?\ (?:average|minimum|maximum|median|total|mean|period|year|month|week|day)\b
      | the\ (?:first|entire|whole|end|duration|day|last|period)\b
      | immediate | end[\s-]of | start | completion | date\ of | duration | entire | whole | initial | final | change
      | peri-?op | intra-?op | intra-?proc | admission | discharge | enrol | randomi[sz]ation
      | (?:long|short)[\s-]term | follow(?:ed|ing)?\b | [~≤<>≥±\d] | [cdwmytv]\d | {_MONTH}\b | {_NUMBER}\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_MEASURES_TIME = re.compile(
    rf"""{_NUMBER}[\s-]*{_UNIT}\b | \b{_UNIT}s?[\s-]*{_NUMBER}\b | \b[cdwmytv]\d+
      | \b(?:perioperative | intraoperative\w* | postoperative\w* | immediate\w* | daily | weekly | monthly
      | minute | hour | day | week | month | year | cycle | baseline | screening | visit | follow[\s-]?up | end\ of
      | completion | discharge | surgery | operation | enrol\w+ | randomi\w+ | first\ dose | last\ dose | infusion
      | progression | death | birth | EOS | EOT | transplant\w* | delivery | admission | hospitali[sz]ation | procedure
      | pregnancy | intervention | treatment | study | trial | therapy | 20[0-3]\d)s?\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Words that, before the last comma, begin a description rather than an earlier part of the time frame.
_EARLIER = re.compile(
    r"(?!to\b|in\b|change|time\b|any\b|all\b|number|duration|for\s+(?!up)|days?\sand|(?:the\s)?\w+\sof\b)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?:and |or |to |then |at )?[~±+-]?\d[\d.:/\s±+-]*(?:(?:and|or) [\d.\s]+)?\W*$", re.IGNORECASE)
_LINK = re.compile(
    r"(?:i\.?e\.?|e\.?g\.?)$"
    r"|(?:which ?ever|if|where|assessed|depending|on average|including|and|or|then|until|as well as)\b.*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_DAY = re.compile(rf"{_MONTH}\.? \d{{1,2}}$", re.IGNORECASE)
_SENTENCE_END = re.compile(
    r"(?<!i\.e)(?<!e\.g)(?<!\bapprox)(?<!\bvs)(?<!\betc)(?<!et al)(?<!\bCo)(?<!\bInc)(?<!\bLtd)(?<!\bNo)(?<![,.]\s\w)"
    r"[.!?;][\"')\]]*, (?=\S)"
)
_SENTENCE_INSIDE = re.compile(r"[a-z)]\.\s+[A-Z]")
_STARTS_DESCRIPTION = re.compile(
    r"""(?:the|an?|this|these|it|we|all|as|by|each|any|in|if|for|from|is|will|patients?|participants?|subjects?
      | number|percent(?:age)?|proportion|incidence|rate|frequency|occurrence|length|total|duration
      | time\ (?:from|to|between|until)
      | to\ (?:assess|evaluate|determine|measure|compare|describe|investigate|examine|explore|test|characteri[sz]e
            |estimate|identify)
      | defined|measured|assessed|evaluated|calculated|determined|based|using|according
      | evaluation|assessment|measurement|comparison|measure|mean|scores?|scale|range|higher|minimum|changes?|difference
      | blood|serum)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CAPITAL = re.compile(r"[A-Z\[(≥≤<>*\"'“#%]|\d+[.)]\s")
_ENDS_LIST = re.compile(r"(?:\w[\w-]* ){1,3}(?:and|or|&) ")
_LONGEST_TIME_FRAME = 400
_LONGEST_EARLIER_PART = 100
_LONGEST_UNKNOWN_TIME_FRAME = 90
_SENTENCE_WORDS = 5


def read_measures(text: str, priority: Priority) -> tuple[OutcomeMeasure, ...]:
    """The measures of a ``|`` list in its order, each split where that can be done rightly."""
    parts = [part.strip() for part in text.split("|")]
    return tuple(_measure(part, priority, position) for position, part in enumerate(filter(None, parts)))


def read_titles(text: str, priority: Priority) -> tuple[OutcomeMeasure, ...]:
    """The measures of a ``|`` list that gives their titles only."""
    parts = [part.strip() for part in text.split("|")]
    return tuple(
        OutcomeMeasure(priority=priority, position=position, measure=part)
        for position, part in enumerate(filter(None, parts))
    )


def ends_in_time_frame(text: str) -> bool:
    """Whether the text closes with a comma and words that measure time."""
    return bool(_split_time_frame(text)[1])


def follows_a_sentence(text: str) -> bool:
    """Whether the time frame that closes the text stands after the end of a sentence."""
    return ends_a_sentence(_split_time_frame(text)[0])


def measures_time(words: str) -> bool:
    """Whether the words hold a length of time or a time point."""
    return bool(_MEASURES_TIME.search(words))


def ends_a_sentence(text: str) -> bool:
    """Whether a comma after the text would follow the end of a sentence, as it does before a time frame."""
    return bool(_SENTENCE_END.search(f"{text[-12:]}, x"))


def split(text: str) -> tuple[str, str, str]:
    """Measure, description and time frame of one outcome; what cannot be told apart stays in the measure.

    >>> split("PFS, Time from randomisation to progression, death included, Baseline, 6 and 12 months")
    ('PFS', 'Time from randomisation to progression, death included', 'Baseline, 6 and 12 months')
    """
    body, time_frame = _split_time_frame(text)
    if not time_frame:
        body, time_frame = _split_unknown_time_frame(text)
    measure, description = _split_measure(body) if time_frame else (body, "")
    return measure, description, time_frame


def _measure(text: str, priority: Priority, position: int) -> OutcomeMeasure:
    measure, description, time_frame = split(text)
    return OutcomeMeasure(
        priority=priority, position=position, measure=measure, description=description, time_frame=time_frame
    )


def _split_time_frame(text: str) -> tuple[str, str]:
    """What stands before the time frame, and the time frame: the longest closing run of parts that speak of time."""
    pieces = _pieces(text)
    start = len(pieces)
    for position in range(len(pieces) - 1, 0, -1):
        piece = pieces[position]
        if _is_time(piece, last=position == len(pieces) - 1) or (start == position + 1 and _NUMBERS.match(piece)):
            start = position
        elif not (_LINK.match(piece) or _NUMBERS.match(piece)):
            break
        if _SENTENCE_END.search(f"{pieces[position - 1]}, x"):
            break
    chosen = ", ".join(pieces[start:])
    if start == len(pieces) or len(chosen) > _LONGEST_TIME_FRAME:
        return text, ""
    return ", ".join(pieces[:start]), chosen


def _pieces(text: str) -> list[str]:
    """The text between commas that stand outside brackets and dates."""
    pieces: list[str] = []
    depth = 0
    for piece in text.split(", "):
        if depth > 0 or (pieces and _YEAR.match(piece) and _DAY.search(pieces[-1])):
            pieces[-1] += ", " + piece
        else:
            pieces.append(piece)
        depth += piece.count("(") - piece.count(")")
        depth = max(0, depth)
    return pieces if depth == 0 else text.split(", ")


def _is_time(piece: str, *, last: bool) -> bool:
    """Whether a part between commas speaks of time; the last may do so more loosely."""
    if not _BEGINS.match(piece) or not _MEASURES_TIME.search(piece) or _SENTENCE_INSIDE.search(piece):
        return False
    return last or (len(piece) <= _LONGEST_EARLIER_PART and bool(_EARLIER.match(piece)))


def _split_unknown_time_frame(text: str) -> tuple[str, str]:
    """The same where the last words after the end of a sentence, or after the last comma, are few."""
    ends = [end.end() for end in _SENTENCE_END.finditer(text)]
    begin = ends[-1] if ends else text.rfind(", ") + 2
    chosen = text[begin:]
    if begin < 2 or len(chosen) > _LONGEST_UNKNOWN_TIME_FRAME:
        return text, ""
    if not ends and not _MEASURES_TIME.search(chosen):
        return text, ""
    return text[: begin - 2], chosen


def _split_measure(text: str) -> tuple[str, str]:
    """The measure's title and its description, which begins like a sentence."""
    pieces = _pieces(text)
    for end in range(1, len(pieces)):
        rest = ", ".join(pieces[end:])
        if _SENTENCE_END.search(f"{pieces[end - 1]}, x") or _begins_description(pieces, end, rest):
            return ", ".join(pieces[:end]), rest
    return text, ""


def _begins_description(pieces: list[str], end: int, rest: str) -> bool:
    if _repeats(pieces[0], rest):
        return True
    if not _CAPITAL.match(rest):
        return bool(_STARTS_DESCRIPTION.match(rest)) and len(rest.split()) >= _SENTENCE_WORDS
    if _STARTS_DESCRIPTION.match(rest):
        return len(rest.split()) > 1
    return len(pieces[end].split()) >= _SENTENCE_WORDS and not _ENDS_LIST.match(pieces[end])


def _repeats(title: str, rest: str) -> bool:
    """Whether the rest begins with the first word of the title, as descriptions often do."""
    words = title.split()
    return bool(words) and len(words[0]) > 3 and rest.lower().startswith(words[0].lower() + " ")
