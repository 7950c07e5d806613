"""Prints how good and how fast the analysis is, on whatever data for scoring are there.

    python -m tests.bench.bench_analysis [FOLDER] [ARTICLES]

The arguments are those of `bench_quotes`. A figure is precision/recall/F1 where it has three parts.
"""

import sys
from pathlib import Path

from tests.bench import bench_entities, bench_quotes, bench_speed
from tests.bench.scoring import EVAL, table


def main() -> None:
    """Prints all tables as one."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else EVAL / "quotes"
    articles = int(sys.argv[2]) if len(sys.argv) > 2 else 80
    table([*bench_quotes.rows(folder, articles), *bench_entities.rows(), *bench_speed.rows()])


if __name__ == "__main__":
    main()
