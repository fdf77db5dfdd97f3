"""``python -m onrecord.cli``: the same as the console script."""

from onrecord.cli import main

main()
