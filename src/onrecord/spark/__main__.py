"""For ``spark-submit``, which takes a file: ``spark-submit … onrecord/spark/__main__.py spark SOURCES --out OUT``."""

from onrecord.cli import main

if __name__ == "__main__":
    main()
