"""Importing beside others that import: one at a time, whole files, nothing left behind."""

import threading
from pathlib import Path

from corpus.errors import RunError
from corpus.imports.add import add
from corpus.library import Library
from tests.corpus.imports.records import lines, write

WORKERS = 4
ROUNDS = 30


def test_many_at_once(tmp_path: Path) -> None:
    library = tmp_path / "library"
    sources = [
        write(tmp_path / f"{number}.jsonl", lines(number, f"{number}-"))
        for number in range(1, WORKERS + 1)
    ]
    refused: list[str] = []
    imported: list[int] = []

    def work(source: Path) -> None:
        while imported.count(int(source.stem)) < ROUNDS:
            with source.open("rb") as file:
                try:
                    found = add(
                        source,
                        file,
                        library / "one.jsonl",
                        Library(),
                        {},
                        replace=True,
                        progress=lambda _: None,
                    )
                except RunError as error:
                    refused.append(str(error))
                    continue
            assert found is None or found.passages == int(source.stem)
            assert (library / "one.jsonl").read_bytes() in contents
            imported.append(int(source.stem))

    contents = [source.read_bytes() for source in sources]
    threads = [threading.Thread(target=work, args=(source,)) for source in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(imported) == WORKERS * ROUNDS
    assert set(refused) <= {f"{library}：另一个导入正在进行，请等它完成再试"}
    assert [path.name for path in library.iterdir()] == ["one.jsonl"]
