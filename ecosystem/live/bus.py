"""Say that something changed; every screen that follows the topic is drawn again after the commit."""

from functools import partial

from django.db import connection, transaction

from ecosystem.live import hub
from ecosystem.live.watching import CHANNEL


def publish(topic: str) -> None:
    """Say that `topic` changed, in all processes, once the running transaction is committed."""
    if connection.vendor == "postgresql":
        # Inside a transaction PostgreSQL itself keeps it until the commit.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, topic])
    else:
        transaction.on_commit(partial(hub.tell, topic))
