"""Work ends with a result, with its own error, or when its time is over."""

from __future__ import annotations

import os
import time

import pytest

from kg.app.limits import within
from kg.errors import InputError, QueryError


def test_the_result_comes_back() -> None:
    assert within(5, lambda: [1, "two"]) == [1, "two"]


def test_an_error_comes_back() -> None:
    def fail() -> None:
        raise InputError("bad", place="x:1", remedy="mend it")

    with pytest.raises(InputError, match="x:1: bad"):
        within(5, fail)


def test_time_runs_out() -> None:
    with pytest.raises(QueryError, match=r"stopped after 0\.2 s"):
        within(0.2, lambda: time.sleep(60))


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(QueryError, match="memory"):
        within(5, lambda: os._exit(9))
