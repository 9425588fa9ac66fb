"""Under whose flag: `authorise` decides every route of a case; `authority.power` measures the power of members of a rule."""

from interpose.authority.decision import RouteDecision
from interpose.authority.result import Authority, Coalition
from interpose.authority.routes import authorise, coalition_of

__all__ = ["Authority", "Coalition", "RouteDecision", "authorise", "coalition_of"]
