"""Any file of records gives its trials, and says what it could not read."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kg.errors import UsageError
from kg.facts.read import Refusal, read_trials
from kg.model import Trial

SEED = "A title\nA summary.\nNeuroblastoma\nDRUG: Dinutuximab\nOverall survival, 2 years\n"


def study(number: str, updated: str = "", **modules: Any) -> dict[str, Any]:
    identification = {"nctId": number, "briefTitle": f"Title of {number}"}
    status = {"lastUpdatePostDateStruct": {"date": updated}}
    return {"protocolSection": {"identificationModule": identification, "statusModule": status, **modules}}


def read(*paths: Path | str, form: str | None = None) -> tuple[list[Trial], list[Refusal]]:
    found = list(read_trials(paths, form=form))
    return [f for f in found if isinstance(f, Trial)], [f for f in found if isinstance(f, Refusal)]


def write(path: Path, content: bytes | str | Any) -> Path:
    if not isinstance(content, bytes | str):
        content = json.dumps(content)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


ONE, TWO = study("NCT00000001"), study("NCT00000002")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(json.dumps([ONE, TWO]), id="array"),
        pytest.param(json.dumps([ONE, TWO], indent=1), id="array over lines"),
        pytest.param(json.dumps({"studies": [ONE, TWO], "nextPageToken": "x"}), id="page of the API"),
        pytest.param(json.dumps({"totalCount": 2, "studies": [ONE, TWO]}, indent=2), id="page with a count"),
        pytest.param(f"{json.dumps(ONE)}\n\n{json.dumps(TWO)}\n", id="one a line"),
        pytest.param(f"{json.dumps(ONE, indent=1)}\n{json.dumps(TWO, indent=1)}", id="one after another"),
        pytest.param(f"{json.dumps(ONE)}\r{json.dumps(TWO)}\r", id="one a line, old line ends"),
        pytest.param(json.dumps([[ONE], [TWO]]), id="arrays in an array"),
        pytest.param(json.dumps({"meta": {"a": [1]}, "studies": [ONE, TWO]}), id="page with an object before"),
        pytest.param("NCT Number,Study Title\nNCT00000001,A\nNCT00000002,B\n", id="comma-separated"),
        pytest.param('Rank\tNCT Number\tTitle\n1\tNCT00000001\t"A ""x"""\n2\tNCT00000002\tB\n', id="tab-separated"),
    ],
)
def test_every_form_is_told_by_its_content(tmp_path: Path, content: str) -> None:
    trials, refusals = read(write(tmp_path / "records.txt", content))
    assert ([t.id for t in trials], refusals) == (["NCT00000001", "NCT00000002"], [])


PAGES = [json.dumps({"studies": [ONE, TWO], "nextPageToken": "x"}), json.dumps({"studies": [study("NCT00000003")]})]


@pytest.mark.parametrize("between", ["", "\n"])
@pytest.mark.parametrize("indent", [None, 1])
def test_pages_one_after_another_are_read(tmp_path: Path, between: str, indent: int | None) -> None:
    content = between.join(json.dumps(json.loads(page), indent=indent) for page in PAGES)
    trials, refusals = read(write(tmp_path / "pages.json", content))
    assert ([t.id for t in trials], refusals) == (["NCT00000001", "NCT00000002", "NCT00000003"], [])


def test_an_array_of_pages_is_read(tmp_path: Path) -> None:
    trials, refusals = read(write(tmp_path / "pages.json", f"[{','.join(PAGES)}]"))
    assert ([t.id for t in trials], refusals) == (["NCT00000001", "NCT00000002", "NCT00000003"], [])
    assert trials[2].source.place == "study 2, study 1"


def test_a_study_alone_has_no_place_in_its_file(tmp_path: Path) -> None:
    (trial,), _ = read(write(tmp_path / "one.json", json.dumps(ONE, indent=2)))
    assert (trial.source.place, trial.source.form) == ("", "api")


def test_a_study_among_many_says_where_it_stands(tmp_path: Path) -> None:
    array, _ = read(write(tmp_path / "array.json", [ONE, TWO]))
    lines, _ = read(write(tmp_path / "lines.ndjson", f"{json.dumps(ONE)}\n{json.dumps(TWO)}"))
    assert (array[1].source.place, lines[1].source.place) == ("study 2", "line 2")


def test_compressed_files_are_unpacked(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("b/seed-9.txt.gz", gzip.compress(SEED.encode()))
        archive.writestr("a/NCT1.json", json.dumps(ONE))
        archive.writestr("../c/NCT2.json", json.dumps(TWO))
        archive.writestr("read me.md", "no record")
        archive.writestr("__MACOSX/a/._NCT1.json", b"\x00\x05\x16\x07")
    trials, (refusal,) = read(write(tmp_path / "all.zip", packed.getvalue()))
    assert [t.id for t in trials] == ["NCT00000002", "NCT00000001", "seed-9"]
    assert (refusal.kind, "1 file is passed over: read me.md" in refusal.problem) == ("passed over", True)


def archive_of(*names: str, content: bytes = b"x") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return packed.getvalue()


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    content = json.dumps(ONE).encode()
    for _ in range(30):
        content = gzip.compress(content)
    trials, (refusal,) = read(write(tmp_path / "x.gz", content))
    assert (trials, "without end" in refusal.problem) == ([], True)


@pytest.mark.parametrize("content", [json.dumps([ONE] * 200), "\n".join([json.dumps(ONE)] * 200)])
def test_what_stands_before_the_damage_of_a_packed_file_is_read(tmp_path: Path, content: str) -> None:
    packed = gzip.compress(content.encode(), compresslevel=0)
    trials, refusals = read(write(tmp_path / "x.gz", packed[: len(packed) // 2]))
    assert len([r for r in refusals if r.kind == "duplicate"]) > 90
    assert (len(trials), refusals[-1].problem) == (1, "the compressed data end too early")


def test_a_folder_is_read_in_alphabetical_order(tmp_path: Path) -> None:
    write(tmp_path / "b.json", ONE)
    write(tmp_path / "a.txt", SEED)
    write(tmp_path / ".hidden.json", TWO)
    assert ([t.id for t in read(tmp_path)[0]], read(tmp_path)[1]) == (["a", "NCT00000001"], [])


def test_files_that_are_passed_over_are_named_and_counted(tmp_path: Path) -> None:
    write(tmp_path / "b.json", ONE)
    write(tmp_path / "notes.md", "no record")
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub" / "old.xml", "<a/>")
    trials, (refusal,) = read(tmp_path)
    assert ([t.id for t in trials], refusal.kind) == (["NCT00000001"], "passed over")
    assert "2 files are passed over: notes.md, sub/old.xml." in str(refusal)


def test_a_folder_without_records_says_what_it_holds(tmp_path: Path) -> None:
    write(tmp_path / "notes.md", "no record")
    _, (refusal,) = read(tmp_path)
    assert (refusal.kind, refusal.problem) == ("file", "it holds no records: notes.md")


def test_links_to_folders_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    write(tmp_path / "elsewhere" / "a.json", ONE)
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "loop").symlink_to(tmp_path / "records")
    trials, refusals = read(tmp_path / "records")
    assert ([t.id for t in trials], refusals) == (["NCT00000001"], [])


def test_a_folder_that_cannot_be_listed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "iterdir", deny)
    assert "permission" in read(tmp_path)[1][0].problem


def test_a_file_name_that_is_no_text_is_shown_as_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.json"
    Path(os.fsdecode(path)).write_bytes(json.dumps(ONE).encode())
    (trial,), _ = read(tmp_path)
    assert trial.source.path.endswith("/\ufffd.json")


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(SEED.encode())))
    (trial,), _ = read("-")
    assert (trial.id, trial.source.path) == ("stdin", "-")


def test_a_form_can_be_forced(tmp_path: Path) -> None:
    trials, _ = read(write(tmp_path / "odd.txt", "{curly title}\n" + SEED), form="seed")
    assert trials[0].title == "{curly title}"


def test_an_unknown_form_is_a_wrong_use() -> None:
    with pytest.raises(UsageError, match="api, csv, seed"):
        list(read_trials([], form="xml"))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x7fELF\x00\x01\x02", "binary"),
        (b"%PDF-1.7", "PDF"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b'<?xml version="1.0"?>\n<clinical_study rank="1"></clinical_study>', "API before version 2"),
        (b'{"FullStudiesResponse": {"APIVrs": "1.01"}}', "API before version 2"),
        (b'{"error": "too many requests"}', "no protocolSection"),
        (b"nct_id|study_type|overall_status\nNCT00000001|x|y\n", "AACT"),
        (b"BZh91AY&SY", "bzip2"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "Office"),
        (archive_of("[Content_Types].xml", "xl/workbook.xml"), "spreadsheet"),
        (archive_of(), "no records"),
        (b"Study Title,Study Status\nA,B\n", "no column is headed NCT Number"),
        (b"NCT Number,Study Title\n", "no study"),
        (b"Some notes\non something else.\n", "no line holds interventions"),
        (b"{}", "no protocolSection"),
        (b"[]", "no study"),
        (b"[1, 2]", "no line holds interventions"),
        (b'{"protocolSection": 5}', "no registry number"),
        (b"PK\x03\x04broken", "ZIP archive is damaged"),
        (b"\x1f\x8b\x08broken", "compressed data"),
    ],
)
def test_a_file_that_is_no_record_is_refused_with_a_reason(tmp_path: Path, content: bytes, problem: str) -> None:
    trials, (refusal,) = read(write(tmp_path / "bad", content))
    assert trials == []
    assert problem in refusal.problem
    assert str(tmp_path / "bad") in refusal.place
    assert refusal.remedy


def test_a_missing_path_is_refused() -> None:
    assert read("nowhere.json")[1][0].problem == "no such file or folder"


def test_an_unreadable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*_: object, **__: object) -> None:
        raise PermissionError

    path = write(tmp_path / "secret.json", ONE)
    monkeypatch.setattr(Path, "open", deny)
    assert "permission" in read(path)[1][0].problem


def test_bad_files_of_a_folder_do_not_keep_back_the_good(tmp_path: Path) -> None:
    write(tmp_path / "a.json", "")
    write(tmp_path / "b.json", ONE)
    write(tmp_path / "c.html.txt", "<html>")
    trials, refusals = read(tmp_path)
    assert ([t.id for t in trials], len(refusals)) == (["NCT00000001"], 2)


def test_a_bad_line_costs_only_itself(tmp_path: Path) -> None:
    lines = [json.dumps(ONE), '{"protocolSection": oops}', json.dumps(TWO)]
    trials, (refusal,) = read(write(tmp_path / "x.ndjson", "\n".join(lines)))
    assert ([t.id for t in trials], refusal.kind) == (["NCT00000001", "NCT00000002"], "record")
    assert refusal.place.endswith("x.ndjson, line 2")


def test_what_is_no_study_in_an_array_is_named(tmp_path: Path) -> None:
    trials, refusals = read(write(tmp_path / "x.json", ["x", ONE, 5, None, TWO]))
    assert [t.id for t in trials] == ["NCT00000001", "NCT00000002"]
    assert [r.place.rpartition(", ")[2] for r in refusals] == ["before study 1", "after study 1"]


def test_a_bad_first_line_costs_only_itself(tmp_path: Path) -> None:
    trials, (refusal,) = read(write(tmp_path / "x.ndjson", f"oops\n{json.dumps(ONE)}\n{json.dumps(TWO)}\n"))
    assert ([t.id for t in trials], refusal.place[-6:]) == (["NCT00000001", "NCT00000002"], "line 1")


def test_a_study_with_sorted_keys_that_does_not_end_costs_only_itself(tmp_path: Path) -> None:
    ordered = [json.dumps({"hasResults": False, **s}) for s in (ONE, TWO)]
    trials, refusals = read(write(tmp_path / "x.json", f"[{ordered[0][:-2]}, {ordered[1]}]"))
    assert ([t.id for t in trials], len(refusals)) == (["NCT00000002"], 1)


def test_a_truncated_array_gives_the_studies_before_the_cut(tmp_path: Path) -> None:
    trials, refusals = read(write(tmp_path / "x.json", json.dumps([ONE, TWO])[:-30]))
    assert [t.id for t in trials] == ["NCT00000001"]
    assert ["study 2" in r.place for r in refusals] == [True, True]


def test_a_missing_brace_costs_one_study(tmp_path: Path) -> None:
    broken = json.dumps(ONE)[:-2]
    text = f"[{broken}, {json.dumps(TWO)}, {json.dumps(study('NCT00000003'))}]"
    trials, refusals = read(write(tmp_path / "x.json", text))
    assert ([t.id for t in trials], len(refusals)) == (["NCT00000002", "NCT00000003"], 1)


def test_a_long_array_is_cut_rightly_wherever_the_chunks_end(tmp_path: Path) -> None:
    summary = 'quotes " braces { } \\ and more, ' * 700
    studies = [study(f"NCT{n:08}", descriptionModule={"briefSummary": summary}) for n in range(60)]
    trials, refusals = read(write(tmp_path / "x.json", studies))
    assert ([t.id for t in trials], refusals) == ([f"NCT{n:08}" for n in range(60)], [])


def test_a_field_of_a_wrong_type_costs_only_itself(tmp_path: Path) -> None:
    odd = study("NCT00000001", conditionsModule={"conditions": ["Melanoma"], "keywords": "none"}, designModule=[])
    (trial,), refusals = read(write(tmp_path / "x.json", [odd]))
    assert trial.conditions == ("Melanoma",)
    assert [r.place.rpartition(", ")[2] for r in refusals] == [
        "protocolSection.conditionsModule.keywords",
        "protocolSection.designModule",
    ]


@pytest.mark.parametrize("count", ["1e400", "9" * 5000, "NaN", "-5", "1" + "0" * 18])
def test_a_number_that_cannot_be_costs_only_its_field(tmp_path: Path, count: str) -> None:
    odd = study("NCT00000001", designModule={"enrollmentInfo": {"count": 0}})
    record = json.dumps(odd).replace('"count": 0', f'"count": {count}')
    (trial, _), (refusal,) = read(write(tmp_path / "x.json", f"[{record}, {json.dumps(TWO)}]"))
    assert (trial.design.enrolment, refusal.kind) == (None, "field")
    assert refusal.place.endswith("enrollmentInfo.count")


@pytest.mark.parametrize("number", ["NCT123/../x", "NCT 123", "<b>NCT1</b>", "../../x", "N" * 500, "NCT\ud800"])
def test_words_that_are_no_registry_number_cost_the_study(tmp_path: Path, number: str) -> None:
    trials, (refusal,) = read(write(tmp_path / "x.json", [study(number), ONE]))
    assert ([t.id for t in trials], "no registry number" in refusal.problem) == (["NCT00000001"], True)
    assert str(refusal).isprintable()


def test_a_registry_number_is_the_same_in_small_letters(tmp_path: Path) -> None:
    trials, (refusal,) = read(write(tmp_path / "x.json", [ONE, study(" nct00000001 ")]))
    assert ([t.id for t in trials], refusal.kind) == (["NCT00000001"], "duplicate")


def test_the_structured_fields_of_a_study_are_read(tmp_path: Path) -> None:
    record = study(
        "NCT00000001",
        designModule={
            "enrollmentInfo": {"count": 12, "type": "ACTUAL"},
            "designInfo": {"observationalModel": "COHORT", "timePerspective": "PROSPECTIVE"},
        },
        sponsorCollaboratorsModule={"leadSponsor": {"name": "A", "class": "INDUSTRY"}},
        eligibilityModule={"healthyVolunteers": False},
        contactsLocationsModule={"locations": [{"country": "Italy"}, {"country": "Italy"}, {}]},
        referencesModule={
            "references": [{"pmid": "1", "type": "RESULT"}, {"pmid": "2", "type": "BACKGROUND"}, {"type": "DERIVED"}]
        },
    )
    record["protocolSection"]["identificationModule"]["nctIdAliases"] = ["NCT00000009"]
    record["protocolSection"]["statusModule"]["resultsFirstPostDateStruct"] = {"date": "2024-05-06"}
    (trial,), _ = read(write(tmp_path / "x.json", record))
    design = trial.design
    assert (design.enrolment_type, design.observational_model, design.time_perspective, design.healthy_volunteers) == (
        "ACTUAL", "COHORT", "PROSPECTIVE", False,
    )  # fmt: skip
    assert (trial.sponsor_class, trial.sites, trial.countries, trial.publications) == (
        "INDUSTRY",
        3,
        ("Italy",),
        ("1",),
    )
    assert (trial.other_ids, trial.status.results_posted) == (("NCT00000009",), "2024-05-06")


def test_null_counts_as_missing(tmp_path: Path) -> None:
    trials, refusals = read(write(tmp_path / "x.json", [study("NCT00000001", conditionsModule={"conditions": None})]))
    assert (len(trials), refusals) == (1, [])


def test_a_record_with_megabytes_of_text_is_refused(tmp_path: Path) -> None:
    long = study("NCT00000001", descriptionModule={"briefSummary": "x" * 10_000_000})
    trials, (refusal,) = read(write(tmp_path / "x.json", [long, TWO]))
    assert [t.id for t in trials] == ["NCT00000002"]
    assert "10.0 million characters" in refusal.problem


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ('"IFN-\\u0000α"', "IFN- α"),
        ('"IFN-\x01α"', "IFN- α"),
        ('"IFN-\x00α"', "IFN- α"),
        ('"IFN-Î±"', "IFN-α"),
        ('"patientâ€™s"', "patient’s"),
        ('"</script>"', "</script>"),
        ('"\\ud800"', " "),
    ],
)
def test_damaged_characters_are_mended(tmp_path: Path, written: str, read_as: str) -> None:
    record = '{"protocolSection":{"identificationModule":{"nctId":"NCT00000001","briefTitle":' + written + "}}}"
    (trial,), refusals = read(write(tmp_path / "x.json", record))
    assert (trial.title, refusals) == (read_as, [])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_studies_in_utf_16_are_read(tmp_path: Path, encoding: str) -> None:
    trials, refusals = read(write(tmp_path / "x.json", json.dumps([ONE, TWO]).encode(encoding)))
    assert ([t.id for t in trials], refusals) == (["NCT00000001", "NCT00000002"], [])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_files_in_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    (trial,), _ = read(write(tmp_path / "x.txt", ("Étude – µ\n" + SEED).encode(encoding)))
    assert trial.title == "Étude – µ"
    (trial,), _ = read(write(tmp_path / "x.csv", "NCT Number,Study Title\nNCT00000001,Étude – µ\n".encode(encoding)))
    assert trial.title == "Étude – µ"


def test_the_newest_version_of_a_trial_wins(tmp_path: Path) -> None:
    versions = [study("NCT00000001", "2020-01-01"), study("NCT00000001", "2024-01-01"), study("NCT00000001", "2022")]
    trials, refusals = read(write(tmp_path / "x.json", versions))
    assert trials[-1].status.last_update == "2024-01-01"
    assert [(r.kind, r.place.rpartition(", ")[2]) for r in refusals] == [
        ("duplicate", "study 1"),
        ("duplicate", "study 3"),
    ]


def test_a_date_that_is_none_does_not_win(tmp_path: Path) -> None:
    versions = [study("NCT00000001", "2020-01-01"), study("NCT00000001", "yesterday")]
    (trial,), _ = read(write(tmp_path / "x.json", versions))
    assert trial.status.last_update == "2020-01-01"


def test_every_shared_record_is_read(shared: Path) -> None:
    trials, refusals = read(shared / "trials", shared / "seeds")
    assert len({t.id for t in trials}) == 1573
    assert {r.kind for r in refusals} == {"duplicate", "passed over"}


@pytest.mark.parametrize("depth", [300, 450, 700, 100_000])
def test_json_nested_without_end_costs_only_itself(tmp_path: Path, depth: int) -> None:
    deep = json.dumps(ONE)[:-1] + ', "x": [NaN, ' + '{"y":' * depth + "1" + "}" * depth + "]}"
    trials, refusals = read(write(tmp_path / "x.json", f"[{deep}, {json.dumps(TWO)}]"))
    assert len(trials) + len(refusals) == 2
    assert trials[-1].id == "NCT00000002"
