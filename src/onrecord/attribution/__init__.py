"""Finding attributions: from an article to its contents, cues and sources."""
