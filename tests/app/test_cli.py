"""A user of the command gets data, plain words and an exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.app.cli import main
from kg.graph.export import FORMATS
from kg.graph.query import library
from kg.resources import folder

SEEDS = folder("seeds")


class Ran:
    """What a run of the command gave."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def _run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["iokg", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capsys.readouterr()
        code = stopped.value.code
        return Ran(code if isinstance(code, int) else 0, captured.out, captured.err)

    return _run


def test_help_names_all_commands(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    assert all(
        name in ran.out for name in ("build", "ask", "show", "query", "view", "export", "reason", "check", "doctor")
    )


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == f"iokg {kg.__version__}\n"


def test_a_build_says_what_it_made(run: Run, tmp_path: Path) -> None:
    ran = run("build", SEEDS / "seed-000.txt", "-o", tmp_path / "out")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("1 trial, ")


def test_a_build_with_refusals_ends_in_3(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    ran = run("build", SEEDS / "seed-000.txt", tmp_path / "empty.txt", "-o", tmp_path / "out")
    assert ran.code == 3
    assert "empty.txt: the file is empty. Give JSON" in ran.err
    assert (tmp_path / "out" / "graph.ttl").exists()


def test_nothing_readable_ends_in_3(run: Run, tmp_path: Path) -> None:
    ran = run("build", tmp_path / "missing.json", "-o", tmp_path / "out")
    assert (ran.code, "no such file" in ran.err) == (3, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask", "trials_by_traget"], "Did you mean trials_by_target"),
        (["ask", "trials_by_target"], "needs target"),
        (["ask", "trials_by_target", "--tarket", "GD2"], "Did you mean target"),
        (["ask", "trials_by_target", "--target", "GD3X"], "no target in this graph is called 'GD3X'"),
        (["ask", "discrepancies", "--trial", "NCT1"], "Give the id of a trial of this graph, such as seed-000."),
        (["ask", "trials_by_target", "GD2"], "give parameters as --name value"),
        (["show", "dinutuximap beta"], "Did you mean dinutuximab beta"),
        (["show", "NCT00000001"], "trials of agents with iokg ask trial_designs"),
        (["query", "SELECT * { ?s ?p "], "line 1, column"),
        (["query"], "no query is given"),
        (["export", "--format", "word"], "choose one of turtle"),
        (["export", "-o", "graph.csv"], "For an answer as CSV run iokg ask NAME --format csv"),
        (["reason", "--engine", "magic"], "choose one of hermit, rules"),
        (["view", "--focus", "nothing at all"], "nothing at all"),
    ],
)
def test_wrong_use_ends_in_2_with_a_remedy(run: Run, seeds_graph: Path, arguments: list[str], words: str) -> None:
    where = [seeds_graph] if arguments[0] in {"export", "reason", "view"} else ["--graph", seeds_graph]
    ran = run(*arguments[:1], *where, *arguments[1:])
    assert (ran.code, ran.out) == (2, "")
    assert words.lower() in ran.err.lower()


def test_a_folder_without_a_graph_ends_in_3(run: Run, tmp_path: Path) -> None:
    ran = run("ask", "discrepancies", "--graph", tmp_path)
    assert (ran.code, "iokg build" in ran.err) == (3, True)


@pytest.mark.parametrize(
    ("form", "read"),
    [
        ("json", lambda text: [row["trial"] for row in json.loads(text)]),
        ("csv", lambda text: [row["trial"] for row in csv.DictReader(text.splitlines())]),
        ("tsv", lambda text: [row["trial"] for row in csv.DictReader(text.splitlines(), delimiter="\t")]),
        ("markdown", lambda text: [line.split(" | ")[0].removeprefix("| ") for line in text.splitlines()[2:]]),
    ],
)
def test_rows_are_printed_in_the_format_asked_for(
    run: Run, seeds_graph: Path, form: str, read: Callable[[str], list[str]]
) -> None:
    ran = run("ask", "trials_by_target", "--target", "B7-H3", "-g", seeds_graph, "--format", form)
    assert (ran.code, read(ran.out)) == (0, ["seed-002"])


def test_an_empty_answer_ends_in_1(run: Run, seeds_graph: Path) -> None:
    ran = run("ask", "stopped_trials", "--target", "GD2", "-g", seeds_graph)
    assert (ran.code, ran.out, ran.err) == (1, "", "nothing in the graph answers this\n")


def test_a_question_beyond_the_registry_is_answered_by_the_reason(run: Run, seeds_graph: Path) -> None:
    ran = run("ask", "price_of_agent", "--agent", "dinutuximab beta", "-g", seeds_graph)
    assert (ran.code, ran.out, "registries hold no prices" in ran.err) == (1, "", True)


def test_a_parameter_that_stands_twice_has_either_value(run: Run, seeds_graph: Path) -> None:
    both = run("ask", "trials_by_target", "--target", "GD2", "--target=EDB-fibronectin", "-g", seeds_graph, "-f", "csv")
    assert {line.partition(",")[0] for line in both.out.splitlines()[1:]} == {"seed-000", "seed-001", "seed-002"}


@pytest.mark.parametrize("columns", [60, 80, 100])
@pytest.mark.parametrize("name", ["trials_by_target", "partners_of_target"])
def test_no_identifier_is_broken_however_narrow_the_screen(
    run: Run, dev_graph: Path, monkeypatch: pytest.MonkeyPatch, columns: int, name: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run("ask", name, "--target", "TIGIT", "-g", dev_graph).out.splitlines()
    assert max(map(len, lines)) <= columns
    assert len([line for line in lines if re.search(r"\bNCT\d{8}\b", line)]) > 10
    assert not [line for line in lines if re.search(r"\bNCT\d{1,7}\b", line)]


def test_a_row_that_no_screen_is_wide_enough_for_is_a_list(
    run: Run, seeds_graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = run("ask", "overview", "--target", "EDB-fibronectin", "-g", seeds_graph).out.splitlines()
    assert [line.split() for line in lines if line.startswith(("agent", "trial", "role"))] == [
        ["agent", "bifikafusp", "alfa"],
        ["role", "investigational"],
        ["trial", "seed-001"],
    ]


def test_a_long_title_is_cut_at_a_word_and_stands_whole_in_csv(
    run: Run, dev_graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    asked = ("ask", "trials_by_condition", "--condition", "neuroblastoma", "-g", dev_graph)
    printed, whole = run(*asked).out, run(*asked, "-f", "csv").out
    begun = next(line.split("  ") for line in printed.splitlines() if line.startswith(" NCT04637503"))
    assert begun[1].strip() == "4SCAR-T Therapy"
    assert "and CD276 for…" in printed
    assert "4SCAR-T Therapy Targeting GD2, PSMA and CD276 for Treating Neuroblastoma" in whole


def test_rows_that_wrapping_would_make_long_are_lists(
    run: Run, dev_graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("ask", "comparators_against", "--target", "TIGIT", "-g", dev_graph).out.splitlines()
    assert [line.split(maxsplit=1)[1].strip() for line in lines if line.startswith("comparator ")][:1] == [
        "atezolizumab"
    ]
    assert "            atezolizumab, carboplatin, etoposide, placebo" in [line.rstrip() for line in lines]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("trials_by_target", "Give several values one by one: --target EDB-fibronectin --target GD2."),
        ("white_space", "Tested takes one value: ask once for each of neuroblastoma, sarcoma."),
    ],
)
def test_values_with_commas_between_them_are_told_how_to_stand(
    run: Run, seeds_graph: Path, question: str, told: str
) -> None:
    values = {
        "trials_by_target": ("--target", "EDB-fibronectin,GD2"),
        "white_space": ("--tested", "neuroblastoma,sarcoma", "--untested", "neuroblastoma"),
    }[question]
    ran = run("ask", question, *values, "-g", seeds_graph)
    assert (ran.code, told in ran.err) == (2, True), ran.err


def test_questions_are_listed_by_theme_with_what_they_need(run: Run) -> None:
    lines = run("ask").out.splitlines()
    themes = [line for line in lines if line and not line.startswith(" ")]
    assert themes[:2] == ["Overview", "Trials"]
    assert any(line.startswith("  trials_by_target --target GD2 [--role role]") for line in lines)
    assert library().keys() <= {line.split()[0] for line in lines if line}


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("iokg ask trials_by_tar", ["trials_by_target"]),
        ("iokg ask trials_by_target --tar", ["--target"]),
        ("iokg ask trials_by_target -g {graph} --target b7", ["B7-H3"]),
        ("iokg show -g {graph} dinut", ["dinutuximab beta"]),
        ("iokg show -g /no/graph dinut", []),
    ],
)
def test_the_shell_completes_questions_parameters_and_names(seeds_graph: Path, line: str, offered: list[str]) -> None:
    words = line.format(graph=seeds_graph)
    shell = {"_IOKG_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    command = [sys.executable, "-m", "kg.app.cli"]
    done = subprocess.run(command, env=os.environ | shell, capture_output=True, text=True, check=False)
    assert (done.stdout.split("\n")[: len(offered)], done.stderr) == (offered, "")


def test_rows_go_to_parquet(seeds_graph: Path) -> None:
    polars = pytest.importorskip("polars")
    command = [sys.executable, "-m", "kg.app.cli", "ask", "overview", "-g", str(seeds_graph), "-f", "parquet"]
    done = subprocess.run(command, capture_output=True, check=True)
    table = polars.read_parquet(io.BytesIO(done.stdout))
    assert table.columns[:2] == ["agent", "agent_name"]
    assert table.schema["targets"] == polars.List(polars.String)


def test_an_update_prints_what_changed(run: Run, tmp_path: Path) -> None:
    run("build", SEEDS / "seed-000.txt", "-o", tmp_path / "out")
    ran = run("update", SEEDS / "seed-001.txt", "-o", tmp_path / "out", "--remove", "seed-000", "--format", "csv")
    rows = list(csv.DictReader(ran.out.splitlines()))
    assert [(row["trial"], row["change"]) for row in rows] == [("seed-000", "removed"), ("seed-001", "added")]
    assert "1 added, 0 changed, 1 removed, 0 unchanged" in ran.err
    assert run("update", "-o", tmp_path / "out").code == 2


@pytest.mark.parametrize("words", ["No space left on device", "something else"])
def test_a_full_disk_is_told_as_such(run: Run, seeds_graph: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(f"IO error: {words}: /x/000012.sst")

    monkeypatch.setattr("kg.open", fail)
    ran = run("ask", "discrepancies", "-g", seeds_graph)
    assert (ran.code, "the disk is full" in ran.err) == (3, words.startswith("No space"))


def test_a_query_that_never_ends_is_stopped(run: Run, seeds_graph: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    ran = run("query", endless, "-g", seeds_graph, "--timeout", "0.5")
    assert (ran.code, "stopped after 0.5 s" in ran.err) == (2, True)


def test_a_query_calls_no_service_unless_allowed(run: Run, seeds_graph: Path) -> None:
    query = "SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?a ?b ?c } }"
    ran = run("query", query, "-g", seeds_graph)
    assert (ran.code, "--allow-service http://127.0.0.1:9/sparql" in ran.err) == (2, True)
    ran = run("query", query, "-g", seeds_graph, "--allow-service", "http://127.0.0.1:9/sparql")
    assert (ran.code, "cannot be carried out" in ran.err) == (2, True)


def test_a_question_has_a_help_of_its_own(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    ran = run("ask", "trials-by-target", "--help")
    assert ran.code == 0
    assert re.search(
        r"--target TARGET +the molecule acted on, such as GD2; may stand several times  \[required\]", ran.out
    )
    assert re.search(r"--role ROLE +.*; any for all  \[default: Investigational\]", ran.out)
    assert re.search(r"^  trial +registry number$", ran.out, re.MULTILINE)
    assert "--evidence" in run("ask", "--help").out


def test_the_help_of_a_question_fits_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("ask", "trial_designs", "--help").out.splitlines()
    assert max(map(len, lines)) <= 80
    assert " " * 26 + "between arms, but no cohorts, parts, dose escalation" in lines


def test_a_limit_says_that_there_is_more(run: Run, seeds_graph: Path) -> None:
    ran = run("query", "SELECT ?t { ?t a iokg:Trial }", "-g", seeds_graph, "-n", "2", "-f", "csv")
    assert (len(ran.out.splitlines()), "only the first 2 rows" in ran.err) == (3, True)


def test_show_tells_what_a_thing_is(run: Run, seeds_graph: Path) -> None:
    ran = run("show", "CD276", "-g", seeds_graph)
    assert ran.code == 0
    assert all(words in ran.out for words in ("B7-H3", "seed-002", "descriptionModule.briefSummary"))


def test_a_trial_is_shown_with_its_agents_and_each_property_once(
    run: Run, seeds_graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "150")
    ran = run("show", "seed-002", "-g", seeds_graph)
    lines = [line.strip() for line in ran.out.splitlines()]

    assert sum(line.startswith("has endpoint") for line in lines) == 1
    assert any(re.match("investigates +GD2/B7-H3 CAR-T cells: CAR T cell; acts on B7-H3", line) for line in lines)


@pytest.mark.parametrize(("columns", "width"), [("180", 180), ("90", 90), ("", 120)])
def test_tables_take_the_width_that_there_is(
    run: Run, seeds_graph: Path, monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    ran = run("ask", "trials_by_target", "--target", "GD2", "-g", seeds_graph)

    assert max(map(len, ran.out.splitlines())) == width


def test_the_page_is_written(run: Run, seeds_graph: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run("view", seeds_graph, "-o", page).code == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_the_help_of_the_export_names_all_formats(run: Run) -> None:
    named = run("export", "--help").out

    assert [name for name in (*FORMATS, "parquet") if name not in named] == []


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".nq", ".trig", ".rdf", ".jsonld", ".graphml"])
def test_exports_are_written_by_suffix(run: Run, seeds_graph: Path, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"graph{suffix}"
    assert run("export", seeds_graph, "-o", file).code == 0
    assert file.stat().st_size > 10_000


def test_doctor_finds_all_that_is_needed(run: Run) -> None:
    ran = run("doctor")
    assert (ran.code, "pyoxigraph" in ran.out) == (0, True)


def test_no_traceback_without_debug(run: Run, seeds_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("odd")

    monkeypatch.setattr("kg.open", fail)
    ran = run("ask", "discrepancies", "-g", seeds_graph)
    assert (ran.code, "internal error: RuntimeError: odd" in ran.err) == (1, True)


def test_an_interruption_is_said(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.app.pipeline.build", interrupt)
    ran = run("build", SEEDS, "-o", tmp_path / "out")
    assert (ran.code, "iokg: stopped" in ran.err) == (130, True)


def test_a_closed_pipe_is_no_error(seeds_graph: Path) -> None:
    command = f"{sys.executable} -m kg.app.cli export {seeds_graph} | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert (done.stdout[:7], done.stderr) == ("@prefix", "")
