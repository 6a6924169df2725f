"""No tracked file repeats eight words in a row of the article behind the first source.

The article is its publisher's and lies outside the project; the comparison runs where it is at hand.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOOL = ROOT.parent / "shared" / "tools" / "overlap"

pytestmark = [
    pytest.mark.skipif(not TOOL.is_file(), reason="the article to compare with (../shared) is not here"),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="tracked files are known only in a git checkout"),
]


def compare(*files: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(TOOL), *map(str, files)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_tracked_files_share_no_run_of_eight_words_with_the_article() -> None:
    result = compare()
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_comparison_finds_what_it_looks_for(tmp_path: Path) -> None:
    article = TOOL.parents[1] / "data" / "article" / "article.txt"
    copied = tmp_path / "copied.txt"
    copied.write_text(" ".join(article.read_text(encoding="utf-8").split()[100:112]), encoding="utf-8")
    result = compare(copied)
    assert result.returncode == 1
    assert str(copied) in result.stdout
