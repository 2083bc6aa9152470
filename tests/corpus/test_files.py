"""Files written whole: with the rights they had, or those the person gives to new ones."""

import subprocess
import sys
from pathlib import Path

from corpus.files import write_atomic

WRITES = "import sys; from pathlib import Path; from corpus.files import write_atomic; "


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_file_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    path.touch()
    path.chmod(0o664)
    write_atomic(path, b"1")
    assert mode(path) == 0o664
    assert path.read_bytes() == b"1"


def test_a_new_file_is_as_open_as_the_person_has_them(tmp_path: Path) -> None:
    for mask, wanted in (("022", 0o644), ("077", 0o600), ("027", 0o640)):
        path = tmp_path / mask
        program = WRITES + "write_atomic(Path(sys.argv[1]), b'1')"
        begun = f'umask {mask}; exec "$@"'
        command = ["bash", "-c", begun, "bash", sys.executable, "-c", program, str(path)]
        subprocess.run(command, check=True)
        assert mode(path) == wanted
