"""Publishing to a folder, to S3, past interruptions and refusals."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import demarche
from demarche.cli import main
from demarche.errors import DataError, InputError
from demarche.loading import open_home
from demarche.release.index import find, read_index
from demarche.release.manifest import verify_release
from demarche.release.publish import Published, publish
from demarche.stores import Store, open_store
from demarche.stores.folder import FolderStore

INDEX = "releases.json"


def to(target: str | Path | Store, home: Path, version: str = "0.1.1") -> Published:
    source = open_home(home, pytest.fail)
    store = target if isinstance(target, Store) else open_store(target)
    return publish(source.release(version), source.entries, store, lambda _: None)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


class Failing(FolderStore):
    """A folder that fails at the n-th write."""

    def __init__(self, folder: Path, left: int) -> None:
        super().__init__(folder)
        self.left = left

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise InputError("fails", file=self.url)

    def put(self, name: str, path: Path) -> None:
        self._count()
        super().put(name, path)

    def write(self, name: str, data: bytes) -> None:
        self._count()
        super().write(name, data)


def test_what_is_published_is_a_home(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "site" / "data"
    assert to(target, home).state == "made"
    assert to(target, home, "0.1.0").state == "made"
    assert files(target) == files(home)
    assert demarche.load("events", home=target).attrs == demarche.load("events", home=home).attrs
    again = to(target, home)
    assert (again.state, again.uploaded) == ("there", ())


def test_the_order_is_data_manifest_index(home: Path, tmp_path: Path) -> None:
    uploaded = to(tmp_path / "site", home).uploaded
    assert uploaded[-2:] == ("releases/0.1.1/manifest.json", INDEX)
    assert len(uploaded) == len(set(uploaded)) == 27


def test_after_a_failure_at_any_write_the_old_state_is_seen_and_the_next_run_completes(
    home: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    to(site, home, "0.1.0")
    old = (site / INDEX).read_bytes()
    for left in (0, 1, 2, 13, 25, 26, 27):
        trial = tmp_path / "trial"
        shutil.copytree(site, trial)
        with pytest.raises(InputError, match="fails"):
            to(Failing(trial, left), home)
        assert (trial / INDEX).read_bytes() == old
        done = to(trial, home)
        assert done.state == ("made" if left == 0 else "resumed")
        assert len(done.uploaded) == 28 - max(left, 1)  # nothing twice; the first write is the marker
        assert files(trial) == files(home)
        shutil.rmtree(trial)


def test_half_a_file_is_written_again(home: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with pytest.raises(InputError, match="fails"):
        to(Failing(site, 5), home)
    (half,) = list((site / "releases/0.1.1").iterdir())[:1]
    half.write_bytes(half.read_bytes()[:10])
    (site / "releases/0.1.1/.events.csv.x1.part").write_bytes(b"left by a kill")
    assert to(site, home).state == "resumed"
    assert files(site / "releases") == {
        name: data for name, data in files(home / "releases").items() if name.startswith("0.1.1/")
    }


def other_manifest(site: Path) -> None:
    path = site / "releases/0.1.1/manifest.json"
    path.write_bytes(path.read_bytes() + b"\n")


def other_index(site: Path) -> None:
    path = site / INDEX
    path.write_text(path.read_text(encoding="utf-8").replace("c5331a59", "00000000"), encoding="utf-8")


def strange_file(site: Path) -> None:
    (site / "releases/0.1.1/notes.txt").write_text("mine", encoding="utf-8")


def other_size(site: Path) -> None:
    (site / "releases/0.1.1/events.csv").write_text("mine", encoding="utf-8")


def other_marker(site: Path) -> None:
    (site / "releases/0.1.1/manifest.json").unlink()
    (site / "releases/0.1.1.publishing").write_text("0" * 64, encoding="utf-8")


def unknown_files(site: Path) -> None:
    (site / "releases/0.1.1/manifest.json").unlink()


def no_index(site: Path) -> None:
    (site / INDEX).write_text("<html>", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (other_manifest, "0.1.1/manifest.json: was published there with other content"),
        (other_index, "names another manifest for 0.1.1"),
        (strange_file, "notes.txt: is no file of this release"),
        (other_size, "events.csv: has another size than the file that was released"),
        (other_marker, "0.1.1.publishing: says that other content is on its way"),
        (unknown_files, r"is no file of this release \(25 such files\)"),
        (no_index, "is not an index of releases"),
    ],
)
def test_other_content_is_never_overwritten(
    home: Path, tmp_path: Path, change: Callable[[Path], None], told: str
) -> None:
    site = tmp_path / "site"
    to(site, home)
    change(site)
    before = files(site)
    with pytest.raises(DataError, match=told):
        to(site, home)
    assert files(site) == before


def test_a_file_that_went_missing_there_is_restored(home: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    to(site, home)
    (site / "releases/0.1.1/links.csv").unlink()
    assert to(site, home).uploaded == ("releases/0.1.1/links.csv",)
    assert to(site, home).state == "there"


def test_a_damaged_release_is_not_published(home: Path, tmp_path: Path) -> None:
    (home / "releases/0.1.1/links.csv").write_bytes(b"x")
    with pytest.raises(DataError, match="is not what was released"):
        to(tmp_path / "site", home)
    assert not (tmp_path / "site").exists()


def test_a_store_that_loses_what_is_written_is_found_out(home: Path, tmp_path: Path) -> None:
    class Losing(FolderStore):
        def put(self, name: str, path: Path) -> None:
            if not name.endswith("/events.csv"):
                super().put(name, path)

    with pytest.raises(DataError, match=r"events.csv: has 0 of 5,467 bytes after it was uploaded"):
        to(Losing(tmp_path / "site"), home)
    assert not (tmp_path / "site" / INDEX).exists()


def test_releases_that_only_the_index_there_knows_stay(home: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    to(site, home, "0.1.0")
    index = json.loads((home / INDEX).read_text(encoding="utf-8"))
    index["releases"] = index["releases"][1:]
    (home / INDEX).write_text(json.dumps(index), encoding="utf-8")
    to(site, home)
    assert [entry.version for entry in read_index(site)] == ["0.1.0", "0.1.1"]


def test_web_servers_cannot_be_published_to(home: Path, patience: None) -> None:
    with pytest.raises(InputError):
        to("http://127.0.0.1:9/demarche", home)


# --- retractions ---


@pytest.fixture
def dataset(home: Path) -> Path:
    (home / "sources").mkdir()
    return home


def retract(dataset: Path, *arguments: str) -> int:
    return main(["retract", *arguments, "--dataset", str(dataset)])


WHY = ("--date", "2026-12-01", "--reason", "Dates were a day late.")


def test_a_retraction_is_noted_and_reaches_where_it_is_published(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    for version in ("0.1.0", "0.1.1"):
        to(site, dataset, version)
    before = files(dataset / "releases")
    assert retract(dataset, "0.1.0", *WHY, "--replaced-by", "0.1.1") == 0
    assert "Retracted release 0.1.0 as of 2026-12-01: Dates were a day late." in capsys.readouterr().out
    told = {"date": "2026-12-01", "reason": "Dates were a day late.", "replaced_by": "0.1.1"}
    entry = find(read_index(dataset), "0.1.0")
    assert entry is not None
    assert entry.retracted == told
    assert to(site, dataset).uploaded == (INDEX,)
    assert read_index(site) == read_index(dataset)
    assert files(dataset / "releases") == files(site / "releases") == before
    assert retract(dataset, "0.1.0", *WHY) == 0
    assert "It was retracted on 2026-12-01" in capsys.readouterr().out


def test_a_retraction_that_only_the_index_there_has_is_not_taken_back(dataset: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    before = (dataset / INDEX).read_bytes()
    assert retract(dataset, "0.1.1", *WHY) == 0
    source = open_home(dataset, lambda _: None)
    publish(source.release("0.1.1"), source.entries, open_store(site), lambda _: None)
    (dataset / INDEX).write_bytes(before)
    assert to(site, dataset).state == "there"
    entry = find(read_index(site), "0.1.1")
    assert entry is not None
    assert entry.retracted is not None


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("9.9.9", *WHY), "Released: 0.1.0, 0.1.1."),
        (("0.1.0", "--date", "soon", "--reason", "x"), "It was released on 2026-11-23."),
        (("0.1.0", "--date", "2026-11-22", "--reason", "x"), "It was released on 2026-11-23."),
        (("0.1.0", "--date", "2026-12-01", "--reason", "  "), "reason: must be told in 1 to 500 characters"),
        (("0.1.0", *WHY, "--replaced-by", "0.1.0"), "Releases that stand: 0.1.1."),
        (("0.1.0", *WHY, "--replaced-by", "2.0.0"), "Releases that stand: 0.1.1."),
    ],
)
def test_what_cannot_be_retracted(
    dataset: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    before = (dataset / INDEX).read_bytes()
    assert retract(dataset, *arguments) == 2
    assert told in capsys.readouterr().err
    assert (dataset / INDEX).read_bytes() == before


# --- the command, and a real S3 API ---


def test_the_command_says_what_it_does(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["publish", "latest", str(tmp_path / "site"), "--home", str(home)]
    assert main(command) == 0
    out = capsys.readouterr().out
    assert "  releases/0.1.1/events.parquet\n" in out
    assert f"Published release 0.1.1 at {tmp_path / 'site'}" in out
    assert main(command) == 0
    assert "Already published, nothing to do: release 0.1.1" in capsys.readouterr().out
    assert main(["publish", "1.0.0", *command[2:]]) == 2
    assert "There are: 0.1.0, 0.1.1." in capsys.readouterr().err


def killed(command: list[str], after: int) -> None:
    """Run a command and kill it, without a chance to tidy up, once it has printed so many lines."""
    with subprocess.Popen([sys.executable, "-m", "demarche", *command], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(after):
            assert process.stdout.readline()
        process.kill()


@pytest.mark.parametrize("after", [1, 6, 17, 26, 27])
def test_a_kill_leaves_the_old_state_or_the_new(home: Path, tmp_path: Path, after: int) -> None:
    site = tmp_path / "site"
    to(site, home, "0.1.0")
    old = (site / INDEX).read_bytes()
    killed(["publish", "0.1.1", str(site), "--home", str(home)], after)
    assert (site / INDEX).read_bytes() in {old, (home / INDEX).read_bytes()}
    for entry in read_index(site):  # whatever the index names is whole
        verify_release(site / "releases" / entry.version, entry)
    to(site, home)
    assert files(site) == files(home)


def test_a_kill_is_survived_by_a_bucket(home: Path, bucket: str) -> None:
    for version, after in (("0.1.0", 9), ("0.1.1", 26)):
        killed(["publish", version, bucket, "--home", str(home)], after)
        held = open_store(bucket)
        known = held.read(INDEX, 10_000).decode() if INDEX in held.sizes("") else ""
        assert f'"{version}"' not in known
        assert to(bucket, home, version).state == "resumed"
    sizes = {name: len(data) for name, data in files(home).items()}
    assert open_store(bucket).sizes("") == sizes


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, patience: None) -> Iterator[str]:
    """An empty bucket of a server that speaks S3, on the loopback."""
    boto3 = pytest.importorskip("boto3")
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    address, port = server.get_host_and_port()
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{address}:{port}",
    }.items():
        monkeypatch.setenv(name, value)
    boto3.client("s3").create_bucket(Bucket="releases-of-ours")
    yield "s3://releases-of-ours"
    server.stop()


def test_a_bucket_becomes_a_home(
    home: Path, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = f"{bucket}/demarche"
    assert to(place, home, "0.1.0").state == "made"
    assert to(place, home).state == "made"
    assert to(place, home).state == "there"
    assert demarche.load("events", home=place).attrs == demarche.load("events", home=home).attrs
    out = tmp_path / "copy"
    assert main(["fetch", "0.1.0", "--home", place, "--out", str(out)]) == 0
    verify_release(out, find(read_index(home), "0.1.0"))
    store = open_store(place)
    store.write("releases/0.1.1/events.csv", b"mine")
    with pytest.raises(
        DataError, match=r"s3://releases-of-ours/demarche/releases/0.1.1/events.csv: has another"
    ):
        to(place, home)
    store.remove("releases/0.1.1/events.csv")
    store.remove("releases/0.1.1/events.csv")
    assert to(place, home).uploaded == ("releases/0.1.1/events.csv",)
    with pytest.raises(InputError, match=r"s3://no-such-bucket/demarche/"):
        to("s3://no-such-bucket/demarche", home)


def test_a_store_that_never_answers_is_given_up(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demarche.stores.base.PAUSES", (0.0,))
    options = {"config_kwargs": {"read_timeout": 0.3, "retries": {"total_max_attempts": 1}}}
    monkeypatch.setattr("demarche.stores.remote.S3_OPTIONS", options)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.getsockname()[1]}")
        with pytest.raises(InputError, match=r"cannot be reached after 2 tries"):
            to("s3://bucket/demarche", home)


def test_a_store_that_is_down_is_said_plainly(
    home: Path, monkeypatch: pytest.MonkeyPatch, patience: None, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    assert main(["publish", "0.1.1", "s3://bucket/demarche", "--home", str(home)]) == 2
    told = capsys.readouterr().err
    assert "s3://bucket/demarche/releases.json: cannot be reached after 3 tries" in told
    assert "the same command goes on where this one ended" in told
