"""Counts of what the service did, in the text format of Prometheus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Counts since the start.

    Attributes:
        running: Queries that run now.
        waiting: Requests that wait for a worker now.
        ended: Queries by how they ended: ``answered``, ``refused``, ``cut_off``, ``turned_away`` …
    """

    def __init__(self) -> None:
        self.running = 0
        self.waiting = 0
        self.ended: Counter[str] = Counter()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets = [0] * (len(_BOUNDS) + 1)
        self._seconds = 0.0

    def count_request(self, route: str, status: int, seconds: float) -> None:
        """Take in one request that has been answered."""
        self._requests[route, status] += 1
        self._buckets[next((i for i, bound in enumerate(_BOUNDS) if seconds <= bound), len(_BOUNDS))] += 1
        self._seconds += seconds

    def lines(self) -> Iterator[str]:
        """The counts as Prometheus reads them."""
        yield "# TYPE iokg_requests_total counter"
        for (route, status), number in sorted(self._requests.items()):
            yield f'iokg_requests_total{{route="{route}",status="{status}"}} {number}'
        yield "# TYPE iokg_queries_total counter"
        for outcome, number in sorted(self.ended.items()):
            yield f'iokg_queries_total{{outcome="{outcome}"}} {number}'
        yield "# TYPE iokg_queries_running gauge"
        yield f"iokg_queries_running {self.running}"
        yield "# TYPE iokg_queries_waiting gauge"
        yield f"iokg_queries_waiting {self.waiting}"
        yield "# TYPE iokg_request_seconds histogram"
        bounds = (*map(str, _BOUNDS), "+Inf")
        for bound, number in zip(bounds, accumulate(self._buckets), strict=True):
            yield f'iokg_request_seconds_bucket{{le="{bound}"}} {number}'
        yield f"iokg_request_seconds_sum {self._seconds:.6f}"
        yield f"iokg_request_seconds_count {sum(self._buckets)}"
