"""What the force consumes, what it costs, and who pays."""

from interpose.sustainment.result import Sustainment
from interpose.sustainment.sustaining import sustain

__all__ = ["Sustainment", "sustain"]
