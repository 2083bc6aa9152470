"""Imports that are killed, interrupted, or find no room: what was there stays."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.imports.importing import failed, files, import_, wait_for_part
from tests.cli.program import WENCHENG, Ended, run
from tests.corpus.imports.records import line, lines, write

pytestmark = pytest.mark.usefixtures("homes")

# Root may write everywhere, unless it is told not to.
UNPRIVILEGED = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.geteuid() == 0 else []


def test_a_kill_leaves_what_was_there(
    library: Path, config: str, news: Path, importing: subprocess.Popen[bytes]
) -> None:
    write(library / "slow.jsonl", [line("old")])
    assert importing.stdin is not None
    importing.stdin.write(b"".join(lines(100_000)))
    wait_for_part(library, 1_000_000)
    assert "正在进行" in failed(import_(news, config))
    importing.send_signal(signal.SIGKILL)
    importing.wait()
    assert (library / "slow.jsonl").read_bytes() == line("old")
    assert run("corpus", "check", "--config", config).code == 0
    assert import_(news, config).code == 0
    assert files(library) == ["news.jsonl", "slow.jsonl"]


def test_an_interruption_leaves_what_was_there(
    library: Path, importing: subprocess.Popen[bytes]
) -> None:
    assert importing.stdin is not None
    importing.stdin.write(b"".join(lines(100_000)))
    wait_for_part(library, 1_000_000)
    importing.send_signal(signal.SIGINT)
    assert importing.wait() == 130
    assert files(library) == []


def test_a_disk_that_fills_up(library: Path, config: str, news: Path) -> None:
    import_(news, config)
    write(news, lines(100_000))
    # What measures coverage would find no room for its own file.
    limited = 'ulimit -f 100; unset COVERAGE_PROCESS_CONFIG; exec "$@"'
    command = ["bash", "-c", limited, "bash", WENCHENG]
    command += ["corpus", "import", str(news), "--replace", "--config", config]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert failed(Ended(ended.returncode, ended.stdout, ended.stderr)) == (
        f"{library / 'news.jsonl'}：写不了：文件太大"
    )
    assert files(library) == ["news.jsonl"]
    assert "n1" in (library / "news.jsonl").read_text("utf-8")


def test_a_real_full_disk(library: Path, config: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", lines(100_000))
    script = 'mount -t tmpfs -o size=1m none "$1" && "${@:2}"; code=$?; ls -A "$1"; exit $code'
    command = ["unshare", "-rm", "bash", "-c", script, "bash", str(library), WENCHENG]
    command += ["corpus", "import", str(path), "--config", config]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if "unshare:" in ended.stderr or "mount:" in ended.stderr:
        pytest.skip("no disk of one's own may be mounted here")
    assert failed(Ended(ended.returncode, "", ended.stderr)).endswith("写不了：磁盘满了")
    assert ended.stdout == ""


@pytest.mark.parametrize("mode", [0o555, 0])
def test_a_library_that_may_not_be_written(
    library: Path, config: str, news: Path, mode: int
) -> None:
    library.chmod(mode)
    command = [*UNPRIVILEGED, WENCHENG, "corpus", "import", str(news), "--config", config]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    library.chmod(0o755)
    assert ended.returncode in (1, 2)
    (said,) = ended.stderr.splitlines()
    assert str(library) in said
    assert said.endswith("：没有权限")


def test_a_file_that_may_not_be_read(config: str, news: Path) -> None:
    news.chmod(0)
    command = [*UNPRIVILEGED, WENCHENG, "corpus", "import", str(news), "--config", config]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.stderr == f"{news}：读不了：没有权限\n"


def test_an_import_is_indexed_at_once(
    tmp_path: Path, news: Path, config: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert import_(news, config).code == 0
    (index,) = (tmp_path / "cache" / "wencheng" / "libraries").glob("*.tables")
    before = index.stat()
    assert "三件事" in run("ask", "--config", config, "秋收计划").out
    assert index.stat() == before
