"""Passages: every paragraph with its attribution, under an id that outlasts reloads."""

from dataclasses import replace
from pathlib import Path

from corpus import SHIPPED, library
from corpus.section import Page, Paragraph
from retrieval.passages import Passage, passages
from tests.corpus.pages import OTHER, PAGE, SECTION, write


def read(folder: Path) -> dict[str, Passage]:
    """The passages of a folder by id."""
    held = tuple(passages(library.load([folder])))
    found = {passage.id: passage for passage in held}
    assert len(found) == len(held), "ids are unique"
    return found


def ids(folder: Path, page: Page, name: str = "page.yaml") -> dict[str, str]:
    """The id of each paragraph of a page, by city and text."""
    folder.mkdir(exist_ok=True)
    path = write(folder, page, name)
    found = {f"{p.city}{p.text}": p.id for p in read(folder).values()}
    path.unlink()
    return found


def test_a_passage_carries_its_attribution_and_place(tmp_path: Path) -> None:
    write(tmp_path, name="报纸.yaml")
    passage = list(read(tmp_path).values())[3]
    assert passage == Passage(
        id=passage.id,
        text="末一段。（记者李二整理）",
        city="西山",
        author="赵三",
        office="西山县总工会主席",
        headline="春风又绿",
        credit="记者李二整理",
        page="报纸",
        section=2,
        paragraph=2,
    )


def test_ids_stay_over_reloads(tmp_path: Path) -> None:
    assert ids(tmp_path, PAGE) == ids(tmp_path, PAGE)


def test_ids_stay_when_the_file_is_renamed(tmp_path: Path) -> None:
    assert ids(tmp_path, PAGE) == ids(tmp_path, PAGE, "另名.yaml")


def test_ids_stay_when_sections_and_paragraphs_are_reordered(tmp_path: Path) -> None:
    turned = replace(SECTION, paragraphs=SECTION.paragraphs[::-1])
    assert ids(tmp_path, PAGE) == ids(tmp_path, replace(PAGE, sections=(OTHER, turned)))


def test_ids_stay_when_another_page_comes_before(tmp_path: Path) -> None:
    before = ids(tmp_path, PAGE)
    other = replace(SECTION, city="北岭", author="钱四")
    write(tmp_path, replace(PAGE, sections=(other,)), "a.yaml")
    after = ids(tmp_path, PAGE)
    assert before.items() <= after.items()


def test_ids_stay_when_a_typo_is_mended_elsewhere(tmp_path: Path) -> None:
    mended = replace(SECTION, paragraphs=(SECTION.paragraphs[0], Paragraph("末尾一段。")))
    before, after = ids(tmp_path, PAGE), ids(tmp_path, replace(PAGE, sections=(mended, OTHER)))
    changed = {key for key in before if before[key] != after.get(key)}
    assert changed == {"东海末一段。（记者李二整理）"}


def test_ids_are_unique_under_the_same_words(tmp_path: Path) -> None:
    twice = replace(SECTION, paragraphs=(Paragraph("同一句。"),) * 3)
    found = read(write(tmp_path, replace(PAGE, sections=(twice,))).parent)
    assert len(found) == 3


def test_the_same_words_of_other_people_have_other_ids(tmp_path: Path) -> None:
    write(tmp_path)
    assert len(read(tmp_path)) == 4


def test_ids_are_short_enough_for_a_button(tmp_path: Path) -> None:
    twice = replace(SECTION, paragraphs=(Paragraph("同一句。"),) * 30)
    found = read(write(tmp_path, replace(PAGE, sections=(twice,))).parent)
    assert all(len(identity.encode()) <= 20 for identity in found)


def test_the_shipped_page_has_a_passage_for_every_paragraph() -> None:
    held = library.load([SHIPPED])
    paragraphs = [p for _, _, section in held.sections() for p in section.paragraphs]
    assert [(p.text, p.source) for p in passages(held)] == [(p.text, p.spans) for p in paragraphs]


def test_a_library_of_none() -> None:
    assert not list(passages(library.Library()))
