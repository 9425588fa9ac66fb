"""Each route to authorise the force: its law, how every member votes, what would turn it, and how likely it passes."""

from interpose.authority.routes.decide import authorise, coalition_of
from interpose.authority.routes.suppositions import faults_of_supposed

__all__ = ["authorise", "coalition_of", "faults_of_supposed"]
