"""The tab key, in a real shell."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("wencheng")


def test_bash_completes_commands_once_installed(tmp_path: Path) -> None:
    (tmp_path / ".bashrc").write_text("# mine")
    homes = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "SHELL": "/bin/bash"}
    environment = {**os.environ, **homes, "PATH": "/usr/bin:/bin"}
    for _ in range(2):
        subprocess.run([PROGRAM, "completion"], env=environment, check=True, capture_output=True)
    lines = (tmp_path / ".bashrc").read_text().splitlines()
    assert lines[0] == "# mine"
    assert len(lines) == 2
    asked = (
        ". ~/.bashrc; COMP_WORDS=(wencheng cor); COMP_CWORD=1; _wencheng_completion wencheng;"
        'echo "${COMPREPLY[@]}"'
    )
    shown = subprocess.run(
        ["bash", "-c", asked], env=environment, check=True, capture_output=True, text=True
    )
    assert shown.stdout.split() == ["corpus"]


def test_what_else_the_shell_reads_stays_as_it_is(tmp_path: Path) -> None:
    mine = b"export GREETING=\xc4\xe3\n\n"  # GBK
    (tmp_path / ".bashrc").write_bytes(mine)
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run([PROGRAM, "completion", "bash"], env=environment, check=False)
    assert done.returncode == 0
    assert (tmp_path / ".bashrc").read_bytes().startswith(mine + b"[ -r")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_get_a_script(shell: str, tmp_path: Path) -> None:
    homes = {f"XDG_{name}_HOME": str(tmp_path) for name in ("DATA", "CONFIG")}
    environment = {**os.environ, **homes, "HOME": str(tmp_path)}
    done = subprocess.run([PROGRAM, "completion", shell], env=environment, check=False)
    assert done.returncode == 0
    (script,) = [path.read_text() for path in tmp_path.rglob("*") if path.is_file()][-1:]
    (call,) = [line for line in script.splitlines() if "_WENCHENG_COMPLETE=" in line]
    assert f" {PROGRAM})" in call
    assert "$+commands" not in script


def test_an_unknown_shell_is_asked_for(tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": str(tmp_path), "SHELL": "/bin/false"}
    done = subprocess.run(
        [PROGRAM, "completion"], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1
