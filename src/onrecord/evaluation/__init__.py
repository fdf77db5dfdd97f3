"""How good the answers are: annotated corpora, measures and calibration."""
