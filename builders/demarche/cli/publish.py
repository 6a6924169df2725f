"""Publish a release to a folder, to S3 or to any other store that fsspec knows.

URL becomes a home of releases: what `demarche.load(home=URL)` reads. Data are uploaded first, the index last;
a run that was interrupted is taken up where it stopped, and one that was complete changes nothing. A version
that is there with other content is refused. Retractions and DOIs of the home are brought to the index there.
"""

from __future__ import annotations

import argparse

from demarche.cli.common import add_home, chosen_home

NAME = "publish"
HELP = "publish a release to a folder, S3 or another store"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("version", metavar="VERSION", help="the version to publish")
    parser.add_argument("target", metavar="URL", help="a folder, or an address such as s3://bucket/demarche")
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Publish, and say what was uploaded."""
    from demarche.release.publish import publish
    from demarche.stores import UnreachableError, open_store

    home = chosen_home(args)
    release = home.release(args.version)
    try:
        done = publish(
            release, home.entries, open_store(args.target), lambda name: print(f"  {name}", flush=True)
        )
    except UnreachableError as error:
        error.hint = (
            f"{error.hint} What is there stays as it was: the same command goes on where this one ended."
        )
        raise
    said = {
        "made": "Published",
        "resumed": "Went on with publishing",
        "there": "Already published, nothing to do:",
    }
    print(f"{said[done.state]} release {release.version} at {done.place}")
    print(f"Read all of it back with: demarche verify {done.place}")
    return 0
