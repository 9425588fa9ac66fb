"""How much power a voting rule gives to each of its members."""

from interpose.authority.power.result import PowerResult
from interpose.authority.power.voting_power import voting_power

__all__ = ["PowerResult", "voting_power"]
