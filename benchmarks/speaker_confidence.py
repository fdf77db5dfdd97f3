"""Fit how sure speakers are: one logistic curve for each way that leads to a speaker (resolution/confidence.py).

    python benchmarks/speaker_confidence.py DATA [--write FILE]

DATA is what benchmarks/speakers.py reads. The curves are fitted on the labels' halves *develop* and *report*; those of
he and she on GAP's validation set (DATA/gap/gap-validation.tsv) too, which weighs a quarter of the labels: its passages
are chosen for pronouns that are hard, and come from an encyclopedia. Few answers hardly move a curve: its offset has a
normal prior around 0 (deviation 0.5), its slope one around 1 (deviation 0.25).

Rules were made on both halves, and answers there are righter than elsewhere, so a wrong one counts twice. When *report*
had met no rule, curves fitted so on *develop* foretold its answers best: log loss 0.391, against 0.412 with all alike.

Prints each way's curve and the expected calibration error with it, on what it was fitted on; benchmarks/speakers.py
prints the error on the other halves.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
from gap import _entity
from speakers import OPENED, pages, read_page

from onrecord.core.article import Article
from onrecord.evaluation.calibration import Answer, expected_calibration_error, reliability
from onrecord.evaluation.labels import match
from onrecord.evaluation.speakers import judge
from onrecord.resolution.confidence import Curve, Way, calibrated, log_odds, shipped, way_of
from onrecord.resolution.entities import read_entities
from onrecord.resolution.pronouns import rank

OFFSET, SLOPE = 0.5, 0.25  # the priors' deviations
WORN = 2.0  # weight of a wrong answer on pages that rules were made on
GAP = 0.25  # weight of all of GAP's answers against all of the labels'
Sample = tuple[float, bool, float]  # log-odds of the score, right or not, weight


def from_labels(data: Path, model: str) -> dict[Way, list[Sample]]:
    """The answers on the opened halves, with the scores from before the shipped curves."""
    found: dict[Way, list[Sample]] = defaultdict(list)
    for page in pages(data, model):
        if page.half not in OPENED:
            continue
        reading = read_page(
            replace(page, options=replace(page.options, speaker_threshold=0.0)), oracle=False, seconds=Counter()
        )
        for label, statement in match(page.labels, page.text, reading.statements, reading.article.text):
            if statement is None or statement.speaker.unresolved is not None:
                continue
            verdict, way = judge(label, statement), way_of(statement.source, statement.speaker)
            curve = shipped()[way]
            score = (log_odds(statement.confidence.speaker) - curve.offset) / curve.slope
            right = verdict.name and verdict.kind
            found[way].append((score, right, 1.0 if right else WORN))
    return found


def from_gap(path: Path) -> list[Sample]:
    """Whom the resolver takes each pronoun of GAP for, of those whom GAP says something of."""
    found = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            text, start = row["Text"], int(row["Pronoun-offset"])
            page = read_entities(Article(id="gap", page=row["ID"], text=text, blocks=()))
            sex = "f" if row["Pronoun"].lower() in ("she", "her", "hers") else "m"
            ranked = rank(page, start, start + len(row["Pronoun"]), sex)
            if not ranked or ranked[0].probability < 0.5:
                continue
            named = {
                _entity(page, row[name], int(row[f"{name}-offset"]), index).number: row[f"{name}-coref"] == "TRUE"
                for index, name in enumerate("AB")
            }
            if ranked[0].entity.number in named or any(named.values()):
                found.append((log_odds(ranked[0].probability), named.get(ranked[0].entity.number, False), 1.0))
    return found


def fit(samples: list[Sample]) -> Curve:
    """The likeliest curve under the priors, by Newton's method."""
    x, y, weight = (np.array(column, dtype=float) for column in zip(*samples, strict=True))
    design, prior = np.stack([np.ones_like(x), x]), np.array([0.0, 1.0])
    precision, at = np.diag([OFFSET**-2, SLOPE**-2]), np.array([0.0, 1.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-(at @ design)))
        slope = design @ (weight * (y - p)) - precision @ (at - prior)
        at = at + np.linalg.solve((design * (weight * p * (1 - p))) @ design.T + precision, slope)
    return Curve(round(float(at[0]), 3), round(max(float(at[1]), 0.05), 3))  # surer stays surer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", default="accurate")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    samples = from_labels(options.data, options.model)
    gap, own = from_gap(options.data / "gap" / "gap-validation.tsv"), len(samples[Way.PRONOUN])
    curves = {}
    for way in Way:
        rows = list(samples[way])
        if way is Way.PRONOUN:
            rows += [(score, right, GAP * own / max(len(gap), 1)) for score, right, _ in gap]
        if rows:
            curves[way] = fit(rows)
            given = [Answer(calibrated(1 / (1 + np.exp(-s)), way, curves), right) for s, right, _ in samples[way]]
            error = expected_calibration_error(reliability(given))
            print(f"{way:10} {len(rows):4} answers, {sum(r for _, r, _ in samples[way])} of {len(samples[way])} right  "
                  f"offset {curves[way].offset:6.3f}  slope {curves[way].slope:.3f}  error {error:.3f}")  # fmt: skip
    if options.write:
        data = {way.value: {"offset": curve.offset, "slope": curve.slope} for way, curve in curves.items()}
        options.write.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
