"""Reloading: a new snapshot beside the old one, or nothing changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import library
from corpus.errors import InputError
from corpus.section import Paragraph
from retrieval.answer import Status
from retrieval.live import Live
from retrieval.storage import cache, tables
from tests.corpus.pages import PAGE, SECTION, write
from tests.retrieval.asking import ask, cities

SPRING = replace(SECTION, paragraphs=(Paragraph("今年继续办好“春风行动”。"),))
AUTUMN = replace(SPRING, city="西山", paragraphs=(Paragraph("今年要办“秋收计划”。"),))


@pytest.fixture
def live(tmp_path: Path) -> Live:
    write(tmp_path, replace(PAGE, sections=(SPRING,)))
    return Live([tmp_path])


def test_a_reload_brings_what_was_added_and_keeps_the_rest(live: Live, tmp_path: Path) -> None:
    before = live.snapshot
    write(tmp_path, replace(PAGE, sections=(AUTUMN,)), "new.yaml")
    assert live.reload() is live.snapshot
    assert set(before.passages) < set(live.snapshot.passages)
    assert cities(ask(live.snapshot, "秋收计划")) == ["西山"]
    assert ask(before, "秋收计划").status is Status.NOT_FOUND


def test_bad_files_change_nothing(live: Live, tmp_path: Path) -> None:
    before = live.snapshot
    write(tmp_path, replace(PAGE, sections=(AUTUMN,)), "a-good.yaml")
    doubled = library.dump(replace(PAGE, sections=(SPRING,)))
    for content in ("title: [", "", "一段文字", "title:\n- 一\nunknown: 1\n", "\x00", doubled):
        (tmp_path / "z-bad.yaml").write_text(content, "utf-8")
        with pytest.raises(InputError, match=r"z-bad\.yaml"):
            live.reload()
    assert live.snapshot is before
    assert cities(ask(live.snapshot, "春风行动")) == ["东海"]
    assert ask(live.snapshot, "秋收计划").status is Status.NOT_FOUND


def test_a_mended_file_loads_again(live: Live, tmp_path: Path) -> None:
    bad = tmp_path / "new.yaml"
    bad.write_text("[")
    with pytest.raises(InputError):
        live.reload()
    write(tmp_path, replace(PAGE, sections=(AUTUMN,)), "new.yaml")
    assert live.reload().cities == ("西山", "东海")


BAD = {
    "broken.yaml": "[",
    "z-doubled.yaml": library.dump(replace(PAGE, sections=(SPRING,))),
    "aliases.txt": "一 二 三",
    "pins.yaml": "pins: 1",
    "terms.txt": "\udcff\udcfe",
    "broken.jsonl": '{"id": "1", "text": "有的。"}\n{"id": "2"}\n',
    "twice.jsonl": '{"id": "1", "text": "有的。"}\n' * 2,
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_file_at_the_start_does_not_take_the_rest_away(tmp_path: Path, name: str) -> None:
    write(tmp_path, replace(PAGE, sections=(SPRING,)))
    (tmp_path / "good.jsonl").write_text('{"id": "good", "text": "另办秋收计划。"}\n', "utf-8")
    (tmp_path / name).write_text(BAD[name], "utf-8", "surrogateescape")
    for _ in range(2):  # compiled, and opened again
        live = Live([tmp_path])
        (left,) = live.snapshot.left_out
        assert left.path == tmp_path / name
        assert str(left.path) in left.reason
        assert len(live.snapshot.passages) == 2
        assert cities(ask(live.snapshot, "春风行动")) == ["东海"]
    before = live.snapshot
    with pytest.raises(InputError, match=name):
        live.reload()
    assert live.snapshot is before
    (tmp_path / name).unlink()
    assert live.reload().left_out == ()


def test_nothing_sound_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "page.yaml").write_text("[")
    live = Live([tmp_path])
    assert len(live.snapshot.left_out) == 1
    assert not live.snapshot.passages
    assert ask(live.snapshot, "春风行动").status is Status.NOT_FOUND


def test_what_is_found_damaged_is_made_anew(
    live: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "SMALL", 0)
    home = cache.folder() / "libraries"
    write(tmp_path, replace(PAGE, sections=(AUTUMN,)), "new.yaml")
    live.reload()
    path = max(home.glob("*.tables"), key=lambda path: path.stat().st_mtime_ns)
    data = bytearray(path.read_bytes())
    at = data.index("今年要办“秋收计划”。".encode())
    data[at + 20] ^= 1
    path.write_bytes(data)
    live.reload()
    assert live.on(lambda snapshot: snapshot.passages[0].text) == AUTUMN.paragraphs[0].text
    assert live.snapshot.is_sound


def test_an_aliases_file_teaches_short_names(live: Live, tmp_path: Path) -> None:
    (tmp_path / "aliases.txt").write_text("# 本地叫法\n蓬莱 东海\n", "utf-8")
    assert cities(ask(live.reload(), "蓬莱的春风行动")) == ["东海"]
