"""Any file of records gives its trials, and says what it could not read."""

from __future__ import annotations

import gzip
import io
import json
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
        pytest.param("NCT Number,Study Title\nNCT00000001,A\nNCT00000002,B\n", id="comma-separated"),
        pytest.param('Rank\tNCT Number\tTitle\n1\tNCT00000001\t"A ""x"""\n2\tNCT00000002\tB\n', id="tab-separated"),
    ],
)
def test_every_form_is_told_by_its_content(tmp_path: Path, content: str) -> None:
    trials, refusals = read(write(tmp_path / "records.txt", content))
    assert ([t.id for t in trials], refusals) == (["NCT00000001", "NCT00000002"], [])


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
        archive.writestr("read me.md", "no record")
    trials, refusals = read(write(tmp_path / "all.zip", packed.getvalue()))
    assert ([t.id for t in trials], refusals) == (["NCT00000001", "seed-9"], [])


def test_a_folder_is_read_in_alphabetical_order(tmp_path: Path) -> None:
    write(tmp_path / "b.json", ONE)
    write(tmp_path / "a.txt", SEED)
    write(tmp_path / ".hidden.json", TWO)
    write(tmp_path / "notes.md", "no record")
    trials, refusals = read(tmp_path)
    assert ([t.id for t in trials], refusals) == (["a", "NCT00000001"], [])


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
        (b"\xff\xfeN\x00C\x00", "UTF-16"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b"Some notes\non something else.\n", "no line holds interventions"),
        (b"{}", "no registry number"),
        (b"[]", "no study"),
        (b"[1, 2]", "no line holds interventions"),
        (b'{"protocolSection": 5}', "no registry number"),
        (b"PK\x03\x04broken", "ZIP archive is damaged"),
        (b"\x1f\x8b\x08broken", "compressed data"),
        (gzip.compress(json.dumps(ONE).encode())[:-20], "too early"),
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


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
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


def test_every_shared_record_is_read(shared: Path) -> None:
    trials, refusals = read(shared / "trials", shared / "seeds")
    assert len({t.id for t in trials}) == 1573
    assert {r.kind for r in refusals} == {"duplicate"}


def test_json_nested_without_end_is_refused(tmp_path: Path) -> None:
    deep = '{"protocolSection":' * 100_000 + "1" + "}" * 100_000
    assert "record" in {r.kind for r in read(write(tmp_path / "x.json", f"[{deep}]"))[1]}
