"""Agreement, calibration and their intervals: pure functions on plain values.

Two rules hold for everything here. A number that cannot be computed is an `Undefined`, a nan that
says what is missing, never a made-up 0 or 1; and what comes out are plain Python floats, never
numpy scalars (a grade cell that shows ``np.float64(0.5)`` would be given full marks by nbgrader).

Names are imported when first asked for, so that ``import grader.metrics`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.metrics.alpha import krippendorff_alpha
    from grader.metrics.boxes import BoxMatch, BoxScores, box_iou, box_scores, match_boxes
    from grader.metrics.calibration import (
        ReliabilityBin,
        brier_score,
        expected_calibration_error,
        reliability,
    )
    from grader.metrics.classes import balanced_accuracy, class_scores, macro_f1
    from grader.metrics.correlation import pearson_correlation
    from grader.metrics.edits import edit_scores
    from grader.metrics.error_rates import ErrorRate, character_error_rate, word_error_rate
    from grader.metrics.fleiss import fleiss_kappa
    from grader.metrics.gains import ndcg
    from grader.metrics.gwet import gwet_ac1, gwet_ac2
    from grader.metrics.intervals import (
        bootstrap_interval,
        cluster_bootstrap_interval,
        kappa_interval,
        more_items_for_half_width,
        wilson_interval,
    )
    from grader.metrics.intraclass import intraclass_correlation
    from grader.metrics.nominal import cohen_kappa, confusion_matrix, percent_agreement
    from grader.metrics.ordinal import ExactAndAdjacent, exact_and_adjacent, mean_absolute_error
    from grader.metrics.precision import PrecisionRecall, precision_recall
    from grader.metrics.ranks import (
        PairCounts,
        PairwiseAgreement,
        kendall_tau_b,
        pair_counts,
        pairwise_agreement,
        ranking_distance,
    )
    from grader.metrics.result import Estimate, Undefined, is_undefined, reason
    from grader.metrics.sets import jaccard_distance, masi_distance
    from grader.metrics.spans import span_distance, span_scores
    from grader.metrics.tendencies import mean_signed_error, sd_ratio, standardised_mean_difference

__all__ = [
    "BoxMatch",
    "BoxScores",
    "ErrorRate",
    "Estimate",
    "ExactAndAdjacent",
    "PairCounts",
    "PairwiseAgreement",
    "PrecisionRecall",
    "ReliabilityBin",
    "Undefined",
    "balanced_accuracy",
    "bootstrap_interval",
    "box_iou",
    "box_scores",
    "brier_score",
    "character_error_rate",
    "class_scores",
    "cluster_bootstrap_interval",
    "cohen_kappa",
    "confusion_matrix",
    "edit_scores",
    "exact_and_adjacent",
    "expected_calibration_error",
    "fleiss_kappa",
    "gwet_ac1",
    "gwet_ac2",
    "intraclass_correlation",
    "is_undefined",
    "jaccard_distance",
    "kappa_interval",
    "kendall_tau_b",
    "krippendorff_alpha",
    "macro_f1",
    "masi_distance",
    "match_boxes",
    "mean_absolute_error",
    "mean_signed_error",
    "more_items_for_half_width",
    "ndcg",
    "pair_counts",
    "pairwise_agreement",
    "pearson_correlation",
    "percent_agreement",
    "precision_recall",
    "ranking_distance",
    "reason",
    "reliability",
    "sd_ratio",
    "span_distance",
    "span_scores",
    "standardised_mean_difference",
    "wilson_interval",
    "word_error_rate",
]

_MODULE_OF = {
    "BoxMatch": "boxes",
    "BoxScores": "boxes",
    "ErrorRate": "error_rates",
    "Estimate": "result",
    "ExactAndAdjacent": "ordinal",
    "PairCounts": "ranks",
    "PairwiseAgreement": "ranks",
    "PrecisionRecall": "precision",
    "ReliabilityBin": "calibration",
    "Undefined": "result",
    "balanced_accuracy": "classes",
    "bootstrap_interval": "intervals",
    "box_iou": "boxes",
    "box_scores": "boxes",
    "brier_score": "calibration",
    "character_error_rate": "error_rates",
    "class_scores": "classes",
    "cluster_bootstrap_interval": "intervals",
    "cohen_kappa": "nominal",
    "confusion_matrix": "nominal",
    "edit_scores": "edits",
    "exact_and_adjacent": "ordinal",
    "expected_calibration_error": "calibration",
    "fleiss_kappa": "fleiss",
    "gwet_ac1": "gwet",
    "gwet_ac2": "gwet",
    "intraclass_correlation": "intraclass",
    "is_undefined": "result",
    "jaccard_distance": "sets",
    "kappa_interval": "intervals",
    "kendall_tau_b": "ranks",
    "krippendorff_alpha": "alpha",
    "macro_f1": "classes",
    "masi_distance": "sets",
    "match_boxes": "boxes",
    "mean_absolute_error": "ordinal",
    "mean_signed_error": "tendencies",
    "more_items_for_half_width": "intervals",
    "ndcg": "gains",
    "pair_counts": "ranks",
    "pairwise_agreement": "ranks",
    "pearson_correlation": "correlation",
    "percent_agreement": "nominal",
    "precision_recall": "precision",
    "ranking_distance": "ranks",
    "reason": "result",
    "reliability": "calibration",
    "sd_ratio": "tendencies",
    "span_distance": "spans",
    "span_scores": "spans",
    "standardised_mean_difference": "tendencies",
    "wilson_interval": "intervals",
    "word_error_rate": "error_rates",
}

if not TYPE_CHECKING:  # hidden from the type checker, so that it still reports a misspelt name

    def __getattr__(name: str) -> object:
        """Import the module that holds ``name``, once."""
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
