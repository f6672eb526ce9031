"""Run the command line: ``python -m cleaner``."""

import sys

from cleaner.cli import run

if __name__ == "__main__":
    sys.exit(run())
