import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.stitch import command as stitch
from corpus import library
from corpus.errors import InputError, RunError
from tests.corpus.stitching.cuttings import SHIPPED_PAGE

SHIPPED_YAML = SHIPPED_PAGE.with_suffix(".yaml").read_text(encoding="utf-8")
DOUBTFUL = "\n\n".join(
    [
        "东岭市市长王明：**开局**",
        "新的一年，我们要开好局。",
        "白河市市长李芳：**起步**",
        "新的一年，我们要起好步。",
        "大家都要努力。",
        "大家都要加油。",
    ]
)


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(stitch, [str(arg) for arg in args])


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    path = tmp_path / "doubtful.txt"
    path.write_text("编者按：说一句。\n\n" + DOUBTFUL, encoding="utf-8")
    return path


def test_json() -> None:
    result = run(SHIPPED_PAGE, "--json")
    assert result.exit_code == 0
    document = json.loads(result.stdout_bytes.decode())
    assert {"title", "sections", "captions", "leftover", "joins"} <= set(document)
    keys = ("city", "author", "office", "headline", "credit", "paragraphs", "spans", "confidence")
    assert set(keys) <= set(document["sections"][0])
    assert list(document["joins"][0]) == ["before", "after", "confidence", "alternative"]
    text = SHIPPED_PAGE.read_text(encoding="utf-8")
    for section in document["sections"]:
        for paragraph, spans in zip(section["paragraphs"], section["spans"], strict=True):
            assert "".join(text[a:b] for a, b in spans) == paragraph


def test_a_missing_headline_is_empty_in_json(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("东岭市市长王明: \n\n今年要开好局。", encoding="utf-8")
    section = json.loads(run(path, "--json").stdout_bytes)["sections"][0]
    assert (section["headline"], section["credit"]) == ("", None)


def test_output_for_people() -> None:
    result = run(SHIPPED_PAGE)
    assert result.exit_code == 0
    assert "各地工会亮出新年工作新思路\n" in result.output
    office = "湖州市政协副主席、市总工会主席"
    assert f"5. 《深化“四大体系” 展现工会作为》 湖州 · {office} · 钟鸣 " in result.output
    assert "首：" in result.output
    assert "共 11 篇，0 处请核对。" in result.output


def test_doubtful_joins_are_shown_with_both_readings(doubtful: Path) -> None:
    result = run(doubtful)
    assert "处请核对" in result.output
    assert "？现在拼作 …" in result.output
    assert " 也可能是 …" in result.output
    assert "没有归处的文字 1 处：\n   · 编者按：说一句。" in result.output


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        "\x1b[31m红字\n\n东岭市市长王明：开\x07局[bold]\n\n今年要开好局。", encoding="utf-8"
    )
    output = run(path).output
    assert "\x1b" not in output
    assert "\x07" not in output
    assert "开�局[bold]" in output


def test_writing_a_library_file(tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    result = run(SHIPPED_PAGE, "-o", path)
    assert result.exit_code == 0
    assert result.output.endswith(f"已写入 {path}。\n")
    assert path.read_text(encoding="utf-8") == SHIPPED_YAML
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert (
        library.read_page(path).page.title
        == library.read_page(SHIPPED_PAGE.with_suffix(".yaml")).page.title
    )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["page.yaml", SHIPPED_PAGE.name]


def test_writing_it_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    run(SHIPPED_PAGE, "-o", path)
    result = run(SHIPPED_PAGE, "-o", path)
    assert result.exit_code == 0
    assert result.output.endswith(f"{path} 已有，内容相同。\n")


def test_a_mended_file_stands(tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    mended = SHIPPED_YAML.replace("总体要求 and 部署", "总体要求和部署")
    path.write_text(mended, encoding="utf-8")
    result = run(SHIPPED_PAGE, "--json", "-o", path)
    assert isinstance(result.exception, RunError)
    assert str(result.exception) == f"{path}：已有，且内容不同，没有改动它"
    assert "《深化“四大体系” 展现工会作为》：\n" in result.stderr
    assert "的总体要求〔和→ and 〕部署" in result.stderr
    assert path.read_text(encoding="utf-8") == mended
    assert json.loads(result.stdout_bytes)["sections"]


def test_long_differences_are_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    path.write_text(SHIPPED_YAML.replace("工会", "商会"), encoding="utf-8")
    assert "……还有 " in run(SHIPPED_PAGE, "-o", path).stderr


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    path = tmp_path / "none" / "page.yaml"
    assert run(SHIPPED_PAGE, "-o", path).exit_code == 0
    assert path.read_text(encoding="utf-8") == SHIPPED_YAML


def test_a_file_in_the_folders_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run(SHIPPED_PAGE, "-o", tmp_path / "file" / "page.yaml")
    assert isinstance(result.exception, RunError)


def test_a_folder_in_the_files_place(tmp_path: Path) -> None:
    result = run(SHIPPED_PAGE, "-o", tmp_path)
    assert isinstance(result.exception, InputError)
    assert str(result.exception) == f"{tmp_path}：-o 后面应是一个 .yaml 文件"


@pytest.mark.parametrize("data", [b"", b"\0\1", "没有题头。".encode(), b"\xff" * 50])
def test_bad_files_give_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    result = run(path)
    assert isinstance(result.exception, InputError)
    assert str(result.exception).startswith(f"{path}：")
    assert result.exception.exit_code == 2
    assert "\n" not in str(result.exception)
