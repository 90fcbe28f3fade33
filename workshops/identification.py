"""Step 2: what the workshop says about each listed stakeholder."""

from workshops.models import Listing


def prefill_from_register(listing: Listing) -> None:
    """Take over what the register knows about the listing's stakeholder as first answers."""
