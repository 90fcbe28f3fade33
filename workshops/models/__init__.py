"""The workshops' facts; see each module."""

from workshops.models.identification import Answer, Question, Scale, StatementReview
from workshops.models.listing import Listing, WaivedFamily
from workshops.models.partnering import ListingPlacement, NeedMatch, Partnership
from workshops.models.proposal import Proposal
from workshops.models.workshop import Need, Step, Workshop

__all__ = [
    "Answer",
    "Listing",
    "ListingPlacement",
    "Need",
    "NeedMatch",
    "Partnership",
    "Proposal",
    "Question",
    "Scale",
    "StatementReview",
    "Step",
    "WaivedFamily",
    "Workshop",
]
