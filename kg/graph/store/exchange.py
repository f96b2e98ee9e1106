"""Requests to a SPARQL service, repeated while it is busy or out of reach; the one door of SPARQLWrapper."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError

from kg.errors import KGError, NetworkError, QueryError, UsageError
from kg.graph.store.access import Access

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

UPDATE = "INSERT"
_TABLES = ("SELECT", "ASK")
_REALM = "SPARQL"  # Virtuoso's; SPARQLWrapper wants to know it beforehand
_PASSING = (429, 502, 503)
_LATE = (408, 504)
_MOST_ROWS = "X-SPARQL-MaxRows"
_TOLD = 300


class Exchange:
    """Requests and answers between us and one service.

    Args:
        sleep: How to wait between tries.
    """

    def __init__(self, access: Access, sleep: Callable[[float], None] = time.sleep) -> None:
        self._access = access
        self._sleep = sleep

    def ask(self, text: str, form: str) -> bytes:
        """The body of the answer to a request of a form: SELECT, ASK, CONSTRUCT, DESCRIBE, or ``UPDATE``.

        Raises:
            QueryError: If the service finds the request wrong, or does not give all of the answer.
            UsageError: If it does not let us in.
            NetworkError: If it cannot be reached, or fails.
        """
        pause = self._access.pause_s
        for tries_left in reversed(range(self._access.tries)):
            try:
                return self._ask_once(text, form)
            except _PassingError as passing:
                if not tries_left:
                    raise passing.told from passing
                self._sleep(max(pause, passing.wait_s))
                pause *= 2
        raise AssertionError("a service is asked at least once")

    def _ask_once(self, text: str, form: str) -> bytes:
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        try:
            response = self._request(text, form).query().response
            most_rows = response.headers.get(_MOST_ROWS)
            body: bytes = response.read()
        except SPARQLWrapperException as error:
            raise self._refused(_status(error), _words(error.args)) from error
        except HTTPError as error:
            wait_s = _seconds(error.headers.get("Retry-After"))
            raise self._refused(error.code, error.read().decode("utf-8", "replace"), wait_s) from error
        except (URLError, HTTPException, OSError) as error:
            raise self._failed(getattr(error, "reason", error)) from error
        if most_rows is not None:
            raise QueryError(
                f"the service gives only the first {most_rows} rows",
                place=self._access.service_url,
                remedy="ask for fewer with LIMIT, or raise the service's limit",
            )
        return body

    def _request(self, text: str, form: str) -> SPARQLWrapper:
        from SPARQLWrapper import BASIC, DIGEST, JSON, POST, TURTLE, SPARQLWrapper

        access = self._access
        request = SPARQLWrapper(access.service_url, updateEndpoint=access.update_url or None, agent="iokg")
        with warnings.catch_warnings(action="ignore"):  # it guesses the form, and is told better below
            request.setQuery(text)
        request.queryType = form
        request.setMethod(POST)
        request.setOnlyConneg(True)
        request.setReturnFormat(JSON if form in _TABLES else TURTLE)
        request.setTimeout(max(1, round(access.timeout_s)))
        if access.scheme == "bearer":
            request.addCustomHttpHeader("Authorization", f"Bearer {access.password}")
        elif access.user:
            request.setHTTPAuth(DIGEST if access.scheme == "digest" else BASIC)
            request.setCredentials(access.user, access.password, realm=_REALM)
        return request

    def _refused(self, status: int, words: str, wait_s: float = 0) -> KGError | _PassingError:
        """What to make of an answer that is none."""
        place, said = self._access.service_url, f": {words}" if words.strip() else ""
        said = " ".join(said.split())[:_TOLD]
        if status in (401, 403):
            return UsageError(
                f"the service refuses us ({status}{said})",
                place=place,
                remedy="set IOKG_SERVICE_USER and IOKG_SERVICE_PASSWORD, and IOKG_SERVICE_AUTH if need be",
            )
        if status in _PASSING:
            told = NetworkError(f"the service is busy ({status}{said})", place=place, remedy="try again later")
            return _PassingError(told, wait_s)
        if status in _LATE:
            return QueryError(f"the service stopped the query ({status}{said})", place=place, remedy="simplify it")
        if status in (404, 405, 406, 415):
            return NetworkError(
                f"there is no SPARQL service ({status}{said})", place=place, remedy="check the address of the service"
            )
        return QueryError(f"the service refuses the request ({status}{said})", place=place, remedy="correct the query")

    def _failed(self, reason: object) -> KGError | _PassingError:
        """What to make of no answer at all."""
        place = self._access.service_url
        if isinstance(reason, TimeoutError):
            return QueryError(
                f"the service did not answer within {self._access.timeout_s:g} s",
                place=place,
                remedy="simplify the query, or raise --timeout",
            )
        told = NetworkError(
            f"the service cannot be reached ({reason or type(reason).__name__})",
            place=place,
            remedy="check its address and whether it runs",
        )
        return _PassingError(told)


class _PassingError(Exception):
    """A trouble that may be over soon.

    Attributes:
        told: What to tell the user if it is not.
        wait_s: Seconds that the service asks us to wait.
    """

    def __init__(self, told: KGError, wait_s: float = 0) -> None:
        super().__init__(str(told))
        self.told = told
        self.wait_s = wait_s


def _status(error: Exception) -> int:
    """The HTTP status behind an exception of SPARQLWrapper, which has one class for each that it knows."""
    known = {"QueryBadFormed": 400, "Unauthorized": 401, "EndPointNotFound": 404, "URITooLong": 414}
    return known.get(type(error).__name__, 500)


def _words(args: tuple[object, ...]) -> str:
    """What the service said, which stands behind SPARQLWrapper's own words."""
    raw = str(args[0]) if args else ""
    return raw.partition("Response:\n")[2].strip().removeprefix("b'").removesuffix("'").replace("\\n", " ") or raw


def _seconds(retry_after: str | None) -> float:
    return float(retry_after) if retry_after and retry_after.isdecimal() else 0
