"""When the force is there, how near that is to the best possible, and what holds it up."""

from interpose.deployment.deploy import deploy
from interpose.deployment.hand_back import HandedBack, hand_back
from interpose.deployment.problem import DeploymentRequest
from interpose.deployment.result import Deployment

__all__ = ["Deployment", "DeploymentRequest", "HandedBack", "deploy", "hand_back"]
