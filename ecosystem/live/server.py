"""The production server: streams end at once when it stops, and are written to without detours."""

import asyncio
import socket

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ecosystem.live import hub
from ecosystem.live.listening import LINE

# So much may wait for a slow phone in the machine's own buffers; whatever is newer replaces the rest.
UNSENT_BYTES = 16_384
# Linux and macOS have it; elsewhere the machine's own buffers decide.
UNSENT_OPTION = getattr(socket, "TCP_NOTSENT_LOWAT", None)


class LiveProtocol(HttpToolsProtocol):
    """uvicorn's HTTP; a stream may also be written to directly, once its answer has begun."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let nothing wait here: what a slow phone has not taken yet is soon old."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=0)

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of the request, which knows this connection."""
        super().connection_lost(exc)
        if self.scope is not None:
            self.scope.pop("extensions", None)

    def on_message_begin(self) -> None:
        """Give the request the line on which its stream may be written."""
        super().on_message_begin()
        self.scope["extensions"] = {LINE: self}  # type: ignore[dict-item]

    def push(self, chunk: bytes) -> bool:
        """Write a chunk of HTTP at once; return False while the phone has not taken what came before."""
        if self.flow.write_paused or self.transport.is_closing():
            return False
        self.transport.write(chunk)
        return True

    def drop(self) -> None:
        """End the connection, whatever still waits."""
        self.transport.abort()


class LiveServer(uvicorn.Server):
    """uvicorn would wait for streams, which never end by themselves."""

    def __init__(self, config: uvicorn.Config) -> None:
        config.http = LiveProtocol
        super().__init__(config)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Let few bytes wait for each phone: connections take this over from the socket they come in by."""
        for listener in sockets or ():
            if UNSENT_OPTION is not None:
                listener.setsockopt(socket.IPPROTO_TCP, UNSENT_OPTION, UNSENT_BYTES)
        await super().startup(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End all streams, then everything else."""
        hub.here().end()
        await super().shutdown(sockets)
