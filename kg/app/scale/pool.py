"""Workers, seen from the process that reads: started, given portions, watched, replaced."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.sharedctypes import Synchronized
from typing import Self

from kg.app.scale.alarm import LateError
from kg.app.scale.effort import SECONDS_A_RECORD, Effort
from kg.app.scale.portion import Portion
from kg.app.scale.shard import Contents
from kg.app.scale.stating import Stating
from kg.app.scale.worker import Failure, Order, Reply, work
from kg.errors import StoreError

_FORK = multiprocessing.get_context("fork") if "fork" in multiprocessing.get_all_start_methods() else None
_NOT_BEGUN = -1
_DEATHS = 2
"""How often workers may die over one record, or over none, before that is taken for a property of it."""
_LONGEST_WAIT_S = 1.0
_AHEAD = 3
"""Portions in hand for each worker: one it works on, others that wait for it or for an earlier one."""


class _Job:
    """A portion on its way through the workers.

    Attributes:
        contents: Of its shard, once that is written.
        left_out: Why some of its trials cannot be dealt with.
        deaths: How often workers died over each of its trials.
    """

    def __init__(self, portion: Portion) -> None:
        self.portion = portion
        self.contents: Contents | None = None
        self.left_out: dict[int, str] = {}
        self.deaths: Counter[int] = Counter()


class _Worker:
    """A worker process with the job in its hands.

    Attributes:
        seen: Its position when last looked at.
    """

    def __init__(self, stating: Stating) -> None:
        assert _FORK is not None
        self._at: Synchronized[int] = _FORK.Value("i", _NOT_BEGUN, lock=False)
        self.channel, theirs = _FORK.Pipe()
        self.process = _FORK.Process(target=work, args=(stating, theirs, self._at, os.getpid()), daemon=True)
        self.process.start()
        theirs.close()
        self.job: _Job | None = None
        self.seen = _NOT_BEGUN
        self._since = 0.0

    @property
    def position(self) -> int:
        """Position of the trial in hand; the number of trials when the shard is being written."""
        return self._at.value

    def give(self, job: _Job) -> None:
        """Have it make the shard of a job. A dead one takes it, too, and is found out later."""
        self.job = job
        self._at.value = self.seen = _NOT_BEGUN
        self._since = time.monotonic()
        with suppress(OSError):
            self.channel.send(Order(job.portion.key, job.left_out))
            self.channel.send_bytes(job.portion.trials)

    @property
    def is_in_trial(self) -> bool:
        """Whether it is stating facts, and not reading, checking or writing a shard."""
        return self.job is not None and 0 <= self.position < self.job.portion.number

    def is_late(self, seconds: float) -> bool:
        """Whether it has had one trial in hand for longer, or a shard for longer than any trial may usually take."""
        now = time.monotonic()
        if self.position != self.seen:
            self.seen, self._since = self.position, now
        return now - self._since > (seconds if self.is_in_trial else max(seconds, SECONDS_A_RECORD))

    def end(self) -> None:
        """Kill it."""
        self.process.kill()
        self.process.join()
        self.channel.close()


class Pool:
    """Worker processes that share the tables of this one.

    Use as a context manager, in which no other thread may run: threads do not survive a fork.
    """

    def __init__(self, stating: Stating, effort: Effort) -> None:
        self._stating = stating
        self._limit_s = effort.seconds_a_record
        self._workers = [_Worker(stating) for _ in range(effort.processes)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()

    def carry_out(self, portions: Iterable[Portion]) -> Iterator[tuple[Portion, Contents]]:
        """Each portion with the contents of its shard, in their order; no more is read ahead than workers need.

        Raises:
            StoreError: If shards cannot be written, or workers die whatever they are given.
        """
        window: deque[_Job] = deque()
        waiting: deque[_Job] = deque()
        rest = iter(portions)
        more = True
        while more or window:
            while more and len(window) < _AHEAD * len(self._workers):
                portion = next(rest, None)
                more = portion is not None
                if portion is not None:
                    window.append(_Job(portion))
                    waiting.append(window[-1])
                self._turn(waiting, 0)
            self._turn(waiting, min(_LONGEST_WAIT_S, self._limit_s / 4))
            while window and (contents := window[0].contents) is not None:
                yield window.popleft().portion, contents

    def _turn(self, waiting: deque[_Job], timeout_s: float) -> None:
        """Give work to the idle, and take what the others have done until then or do within some time."""
        self._give(waiting)
        busy: dict[Connection, _Worker] = {worker.channel: worker for worker in self._workers if worker.job}
        for channel in wait(list(busy), timeout_s):
            self._take(busy[channel], waiting)  # type: ignore[index]
        for worker in self._workers:
            if worker.job is not None and worker.is_late(self._limit_s):
                self._stop(worker, waiting)
        self._give(waiting)

    def _give(self, waiting: deque[_Job]) -> None:
        for worker in self._workers:
            if worker.job is None and waiting:
                worker.give(waiting.popleft())

    def _take(self, worker: _Worker, waiting: deque[_Job]) -> None:
        assert worker.job is not None
        try:
            reply: Reply = worker.channel.recv()
        except (EOFError, OSError):
            self._mourn(worker, waiting)
            return
        if isinstance(reply, Failure):
            raise reply.error
        worker.job.contents = reply
        worker.job = None

    def _stop(self, worker: _Worker, waiting: deque[_Job]) -> None:
        """Replace a worker that takes too long; the record it works on is left out."""
        job, position = worker.job, worker.seen
        assert job is not None
        if 0 <= position < job.portion.number:
            job.left_out[position] = str(LateError(self._limit_s))
        else:
            _count_death(job, position, "hang")
        self._replace(worker, waiting)

    def _mourn(self, worker: _Worker, waiting: deque[_Job]) -> None:
        """Replace a worker that has died; a record that is alone to blame is left out."""
        job, position = worker.job, worker.position
        assert job is not None
        worker.process.join()
        code = worker.process.exitcode or 0
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        _count_death(job, position, how)
        if job.deaths[position] >= _DEATHS:
            job.left_out[position] = f"the process that stated its facts was killed each time ({how})"
        self._replace(worker, waiting)

    def _replace(self, worker: _Worker, waiting: deque[_Job]) -> None:
        assert worker.job is not None
        waiting.appendleft(worker.job)
        worker.end()
        self._workers[self._workers.index(worker)] = _Worker(self._stating)


def _count_death(job: _Job, position: int, how: str) -> None:
    """Note the death of a worker.

    Raises:
        StoreError: If workers die before they begin or after they have ended a portion.
    """
    job.deaths[position] += 1
    in_a_trial = 0 <= position < job.portion.number
    if job.deaths[position] >= _DEATHS and not in_a_trial:
        raise StoreError(
            f"workers end before their work is done ({how})",
            remedy="see whether memory suffices, or give fewer with --workers; what is done is kept",
        )
