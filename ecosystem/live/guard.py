"""Who may no longer see what a stream shows: those on whom rights decide are asked about again."""

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from django.db import Error, close_old_connections

from ecosystem.live.listening import Listener

if TYPE_CHECKING:
    from ecosystem.live.hub import Hub

# The topic that says that somebody's rights changed.
RIGHTS = "rights"
May = Callable[[], bool]

log = logging.getLogger(__name__)


class Guard:
    """Asks again about the few streams that rights decide on: when rights changed, and at each ping.

    No picture is held up by it, and who takes part by phone is not asked about.
    """

    def __init__(self, hub: "Hub") -> None:
        self._hub = hub
        self._watched: dict[Listener, May] = {}
        self._is_due = False
        self._is_asking = False

    def watch(self, listener: Listener, may: May) -> None:
        """Ask `may` from now on, in a thread, whether `listener` may still follow."""
        self._watched[listener] = may

    def leave(self, listener: Listener) -> None:
        """Ask about `listener` no more."""
        self._watched.pop(listener, None)

    def ask(self) -> None:
        """Ask about all soon; many calls in a short time ask once."""
        self._is_due = bool(self._watched)
        if self._is_due and not self._is_asking:
            self._is_asking = True
            self._hub.spawn(self._ask())

    async def _ask(self) -> None:
        try:
            while self._is_due:
                self._is_due = False
                for listener, may in list(self._watched.items()):
                    if not await self._hub.threads.run(partial(_still, may)):
                        self.leave(listener)
                        listener.turn_away()
        finally:
            self._is_asking = False


def _still(may: May) -> bool:
    """Ask; while the database cannot answer, nobody is sent away: the next ping asks again."""
    close_old_connections()
    try:
        return may()
    except Error:
        log.warning("The rights of who follows a stream cannot be read now; asking again.")
        return True
    finally:
        close_old_connections()
