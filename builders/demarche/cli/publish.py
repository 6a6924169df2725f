"""Publish a release to a folder, to S3 or another store that fsspec knows, or deposit it at Zenodo.

URL becomes a home of releases: what `demarche.load(home=URL)` reads. Data are uploaded first, the index last;
a run that was interrupted is taken up where it stopped, and one that was complete changes nothing. A version
that is there with other content is refused. Retractions and DOIs of the home are brought to the index there.

`zenodo:` (or `zenodo:sandbox`, or `zenodo:https://…` for another server of its kind) leaves a draft with all
files and the DOI that it will have, for a person to look at; with --publish it is made public, for good, and
the index gets its DOI. The token is taken from the environment variable ZENODO_TOKEN.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from demarche.cli.common import add_home, chosen_home
from demarche.errors import InputError

if TYPE_CHECKING:
    from demarche.loading import Home, Release

NAME = "publish"
HELP = "publish a release to a folder, S3, another store or Zenodo"
ZENODO = "zenodo:"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("version", metavar="VERSION", help="the version to publish")
    parser.add_argument(
        "target", metavar="URL", help="a folder, an address such as s3://bucket/demarche, or zenodo:"
    )
    parser.add_argument("--publish", action="store_true", help="with zenodo: make the deposit public")
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Publish, and say what was uploaded."""
    from demarche.stores import UnreachableError

    home = chosen_home(args)
    release = home.release(args.version)
    if args.publish and not args.target.startswith(ZENODO):
        raise InputError("is for zenodo: only", field="--publish", hint="Leave it out.")
    try:
        if args.target.startswith(ZENODO):
            return _deposit(home, release, args.target, final=args.publish)
        return _publish(home, release, args.target)
    except UnreachableError as error:
        error.hint = f"{error.hint or ''} What is there stays: the same command goes on where this one ended."
        raise


def _publish(home: Home, release: Release, target: str) -> int:
    from demarche.release.publish import publish
    from demarche.stores import open_store

    done = publish(release, home.entries, open_store(target), _say)
    said = {
        "made": "Published",
        "resumed": "Went on with publishing",
        "there": "Already published, nothing to do:",
    }
    print(f"{said[done.state]} release {release.version} at {done.place}")
    print(f"Read all of it back with: demarche verify {done.place}")
    return 0


def _deposit(home: Home, release: Release, target: str, *, final: bool) -> int:
    from demarche.release.zenodo import deposit, open_zenodo, record_doi

    done = deposit(release, open_zenodo(target), _say, final=final)
    for name in done.strange:
        print(f"In the draft, and no file of the release: {name}")
    if done.state == "draft":
        print(f"A draft of release {release.version}, which will have the DOI {done.doi}: {done.page}")
        print("Look at it and publish it there, or with --publish; then run this again to note its DOI.")
        return 0
    said = "Published" if done.state == "published" else "Already published"
    print(f"{said}: release {release.version} has the DOI {done.doi}: {done.page}")
    place = home.store.local("")
    if done.doi is not None and place is not None and record_doi(place, release.version, done.doi):
        print(f"The index of releases names it now: {home.place}")
    return 0


def _say(name: str) -> None:
    print(f"  {name}", flush=True)
