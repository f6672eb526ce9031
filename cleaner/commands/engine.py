"""What runs a command over many documents: worker processes of this machine, or of a Ray cluster."""

from __future__ import annotations

import argparse
import os
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaner.batch.tasks import MakeWorkers

__all__ = ["add_engine", "engine_of", "workers_of"]

# As in `cleaner batch`, what works is imported when it is needed.
# ruff: noqa: PLC0415


def add_engine(group: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    """Add `--engine` and `--address`."""
    group.add_argument(
        "--engine", choices=("local", "ray"), default="local", help="what runs it; default: local"
    )
    group.add_argument(
        "--address",
        metavar="ADDRESS",
        help="the Ray cluster's; default: the one that is there, or a new one here",
    )


def workers_of(options: argparse.Namespace) -> int:
    """Return how many workers there shall be; 0 means as many as the cluster has cores."""
    return options.workers or (0 if options.engine == "ray" else _processors())


def _processors() -> int:
    """Return how many processors this process may use, or how many there are where the system does not say."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def engine_of(parser: argparse.ArgumentParser, options: argparse.Namespace) -> MakeWorkers:
    """Return what makes the workers of the engine, or exit because it is not installed."""
    if options.address and options.engine != "ray":
        parser.error("--address needs --engine ray")
    if options.engine == "local":
        from cleaner.batch.pool import Pool

        return Pool
    try:
        from cleaner.batch.ray_pool import RayPool
    except ImportError as error:
        parser.error(f"--engine ray: {error}; pip install 'article-cleaner[ray]'")
    return partial(RayPool, address=options.address)
