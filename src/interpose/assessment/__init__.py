"""All parts run on one case, and the trace from each figure to its inputs."""

from interpose.assessment.explaining import ClaimTrace, Explanation, explain
from interpose.assessment.inputs import AssumptionRow
from interpose.assessment.result import Assessment, AssessmentDocument, VariantAssessment
from interpose.assessment.running import assess
from interpose.assessment.weighing import ClaimWeight, FigureMove, weigh

__all__ = [
    "Assessment",
    "AssessmentDocument",
    "AssumptionRow",
    "ClaimTrace",
    "ClaimWeight",
    "Explanation",
    "FigureMove",
    "VariantAssessment",
    "assess",
    "explain",
    "weigh",
]
