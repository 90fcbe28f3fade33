"""The production server, which ends its streams at once when it stops."""

import socket

import uvicorn

from ecosystem.live import hub


class LiveServer(uvicorn.Server):
    """uvicorn would wait for streams, which never end by themselves."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End all streams, then everything else."""
        hub.here().end()
        await super().shutdown(sockets)
