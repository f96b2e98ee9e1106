"""How a SPARQL service is reached: its addresses, who asks, how patiently."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal, cast, get_args
from urllib.parse import urlsplit

from kg.errors import UsageError
from kg.model import Value

Scheme = Literal["basic", "digest", "bearer"]
_VARIABLE = "IOKG_SERVICE_"


class Access(Value, frozen=True, kw_only=True):
    """What it takes to reach a service.

    Attributes:
        service_url: Where queries go.
        update_url: Where updates go; the same address if empty.
        user: Who asks; nobody in particular if empty.
        password: The user's password, or the token of scheme ``bearer``.
        scheme: How the password is given.
        timeout_s: Seconds to wait for an answer.
        tries: How often to ask before giving up a service that is busy or out of reach.
        pause_s: Seconds before the second try; each later pause is twice as long.
    """

    service_url: str
    update_url: str = ""
    user: str = ""
    password: str = ""
    scheme: Scheme = "basic"
    timeout_s: float = 60
    tries: int = 4
    pause_s: float = 0.5

    def __repr__(self) -> str:
        return f"Access({self.service_url!r})"


def access_to(
    service_url: str, *, update_url: str = "", timeout_s: float = 60, environment: Mapping[str, str] = os.environ
) -> Access:
    """Access to a service, with user, password and scheme from ``IOKG_SERVICE_USER``, ``_PASSWORD`` and ``_AUTH``.

    Raises:
        UsageError: If an address or the scheme is none.
    """
    for url in filter(None, (service_url, update_url)):
        _check_url(url)
    scheme = environment.get(f"{_VARIABLE}AUTH", "basic").lower()
    if scheme not in get_args(Scheme):
        raise UsageError(
            f"{_VARIABLE}AUTH is {scheme!r}", remedy=f"set it to one of {', '.join(get_args(Scheme))}, or unset it"
        )
    return Access(
        service_url=service_url,
        update_url=update_url,
        user=environment.get(f"{_VARIABLE}USER", ""),
        password=environment.get(f"{_VARIABLE}PASSWORD", ""),
        scheme=cast("Scheme", scheme),
        timeout_s=timeout_s,
    )


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{url!r} is no address of a service", remedy="give one such as http://localhost:7878/query")
    if parts.username or parts.password:
        raise UsageError(
            f"the address of {parts.hostname} holds a password",
            remedy=f"set {_VARIABLE}USER and {_VARIABLE}PASSWORD instead",
        )
