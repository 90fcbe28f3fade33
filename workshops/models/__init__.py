"""The workshops' facts; see each module."""

from workshops.models.contribution import Contribution, Seconding
from workshops.models.identification import Answer, Question, Scale, StatementReview
from workshops.models.link import WorkshopMapLink
from workshops.models.listing import Listing, WaivedFamily
from workshops.models.partnering import ListingPlacement, NeedMatch, Partnership
from workshops.models.pledge import Dots, Pledge
from workshops.models.presentation import Slide
from workshops.models.proposal import Proposal
from workshops.models.rating import HandCount, RoomAnswer, RoomChoice, Round, RoundItem
from workshops.models.receipt import Receipt
from workshops.models.relation import DrawnRelation, LeftOutRelation
from workshops.models.room import (
    ConsoleAction,
    ParkedItem,
    Participant,
    Room,
    RoomCheck,
    StepTime,
    Table,
)
from workshops.models.snapshot import WorkshopSnapshot
from workshops.models.workshop import MINUTES, Need, Step, Workshop

__all__ = [
    "MINUTES",
    "Answer",
    "ConsoleAction",
    "Contribution",
    "Dots",
    "DrawnRelation",
    "HandCount",
    "LeftOutRelation",
    "Listing",
    "ListingPlacement",
    "Need",
    "NeedMatch",
    "ParkedItem",
    "Participant",
    "Partnership",
    "Pledge",
    "Proposal",
    "Question",
    "Receipt",
    "Room",
    "RoomAnswer",
    "RoomCheck",
    "RoomChoice",
    "Round",
    "RoundItem",
    "Scale",
    "Seconding",
    "Slide",
    "StatementReview",
    "Step",
    "StepTime",
    "Table",
    "WaivedFamily",
    "Workshop",
    "WorkshopMapLink",
    "WorkshopSnapshot",
]
