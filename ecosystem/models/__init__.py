"""The register's facts; see each module."""

from ecosystem.models.city import City, Invitation, Membership, Role
from ecosystem.models.kinds import CommitmentLevel, Gain, Level, Means, Readiness, ResourceKind
from ecosystem.models.limit import TokenBucket
from ecosystem.models.link import MapLink, SharedLink
from ecosystem.models.placement import MapColour, MapSize, MapView, Placement, StakeholderPlacement
from ecosystem.models.relation import AbstractRelation, Relation, RelationKind
from ecosystem.models.snapshot import RegisterSnapshot, Snapshot
from ecosystem.models.stakeholder import CommitmentMeans, Interest, Resource, Stakeholder
from ecosystem.models.statement import ProfileStatement
from ecosystem.models.tag import Tag
from ecosystem.models.term import Term
from ecosystem.models.user import User
from ecosystem.models.vocabulary import Domain, Family, Layer, Service

__all__ = [
    "AbstractRelation",
    "City",
    "CommitmentLevel",
    "CommitmentMeans",
    "Domain",
    "Family",
    "Gain",
    "Interest",
    "Invitation",
    "Layer",
    "Level",
    "MapColour",
    "MapLink",
    "MapSize",
    "MapView",
    "Means",
    "Membership",
    "Placement",
    "ProfileStatement",
    "Readiness",
    "RegisterSnapshot",
    "Relation",
    "RelationKind",
    "Resource",
    "ResourceKind",
    "Role",
    "Service",
    "SharedLink",
    "Snapshot",
    "Stakeholder",
    "StakeholderPlacement",
    "Tag",
    "Term",
    "TokenBucket",
    "User",
]
