"""Serving from several processes: one Python process answers one request at a time, and a machine has more cores.

uvicorn starts them, hands them one socket, and starts anew one that dies. They share a folder (`shared`), which also
tells them how to run: no secret stands on a command line or in the environment.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import socket
import tempfile
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from onrecord.web.app import create_app
from onrecord.web.settings import Settings

_FOLDER = "ONRECORD_SERVER"
_MOST = 4  # processes where nobody says how many; each takes some 100 MB
_SILENCE = 60  # seconds without a sign of life after which a process is taken to hang


class AtOnce(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """HTTP whose answers go out at once: on the socket that processes share asyncio leaves Nagle's algorithm on."""

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 - asyncio's
        """Set the socket of a connection."""
        super().connection_made(transport)
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def default_workers() -> int:
    """A process for each core, at most four."""
    return min(os.cpu_count() or 1, _MOST)


def run(settings: Settings, workers: int, host: str, port: int) -> None:
    """Serve until Ctrl-C or SIGTERM; then no process and no file is left."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the folder goes too
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        _write(replace(settings, folder=Path(folder)), Path(folder))
        os.environ[_FOLDER] = folder
        uvicorn.run(
            "onrecord.web.workers:application", factory=True, workers=workers, host=host, port=port,
            log_level="warning", access_log=False, server_header=False, proxy_headers=settings.https,
            forwarded_allow_ips="127.0.0.1", timeout_keep_alive=30, limit_concurrency=500,
            timeout_worker_healthcheck=_SILENCE, http=AtOnce,
        )  # fmt: skip


def application() -> FastAPI:
    """The application in one of the processes."""
    _end_with_parent()
    app = create_app(_read(Path(os.environ[_FOLDER])))
    gc.collect()
    gc.freeze()  # modules stay: looking through them again and again would hold up answers by a tenth of a second
    return app


def _write(settings: Settings, folder: Path) -> None:
    file = folder / "settings"  # in a folder that is ours alone
    file.touch(mode=0o600)
    file.write_bytes(msgspec.json.encode(settings, enc_hook=str))


def _read(folder: Path) -> Settings:
    return msgspec.json.decode((folder / "settings").read_bytes(), type=Settings, dec_hook=_path)


def _path(kind: type, value: Any) -> Any:  # noqa: ANN401 - msgspec's hook for what JSON doesn't have
    return kind(value)


def _end_with_parent() -> None:
    """End when the process that started this one is killed and can't say so any more."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
