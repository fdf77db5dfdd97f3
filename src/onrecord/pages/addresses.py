"""Connections that lead only where we mean to go, and only for as long: the network backend beneath httpx.

The name is resolved here, each address is judged, and the connection is made to the judged address itself, so a name
that resolves differently a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class AddressRefused(Exception):
    """A name leads to an address that is not public. Inside `pages` only; `fetch` turns it into FetchRefused."""


class OutOfTime(httpcore.TimeoutException):
    """The time for the whole page is spent."""


def is_public(address: str) -> bool:
    """True for a globally reachable unicast address; IPv4 inside IPv6 (mapped, 6to4, Teredo, NAT64) is looked through.

    >>> is_public("93.184.215.14"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        if found in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        if any(address is not None and not is_public(str(address)) for address in inner):
            return False
        if found.ipv4_mapped is not None:
            return True
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public addresses only, unless ``allow_private``; nothing goes on after ``deadline`` (monotonic)."""

    def __init__(self, deadline: float, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of ``host`` that answers. Raises AddressRefused when one isn't public."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no address for {host}") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            if not self._allow_private and not is_public(address):
                raise AddressRefused(f"{host} leads to {address}, which is not a public address")
        failure: Exception = httpcore.ConnectError(f"no address for {host}")
        for address in addresses[:4]:
            try:
                stream = self._inner.connect_tcp(address, port, left(self._deadline), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _GuardedStream(stream, self._deadline)
        raise failure


class _GuardedStream(httpcore.NetworkStream):
    """A stream whose every step ends by the deadline, however slowly the other side sends."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, left(self._deadline))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, left(self._deadline))
        return _GuardedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  (as httpcore declares it)
        return self._inner.get_extra_info(info)


def left(deadline: float) -> float:
    """The seconds that are left. Raises OutOfTime when none are."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise OutOfTime("the time for one page is spent")
    return seconds


class GuardedTransport(httpx.HTTPTransport):
    """httpx's transport over a `GuardedBackend`; no proxy, which would make the connection in our place."""

    def __init__(self, deadline: float, *, allow_private: bool) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        super().__init__(verify=context, trust_env=False)
        backend = GuardedBackend(deadline, allow_private=allow_private)
        self._pool = httpcore.ConnectionPool(ssl_context=context, max_connections=4, network_backend=backend)
