"""Schemathesis holds the interface against its own description."""

import subprocess
import sys
from pathlib import Path


def test_the_document_is_true(site: str, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("schemathesis")
    command = [program, "run", f"{site}/openapi.json", "--checks", "all", "--max-examples", "30"]
    ended = subprocess.run(
        [*map(str, command), "--no-color"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert ended.returncode == 0, ended.stdout
