"""The pictures of the web face in the documents show it as it is."""

from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
PICTURES = sorted((ROOT / "docs" / "web").glob("*.png"))
WIDTHS = {"phone": 390, "desk": 1280}


@pytest.mark.parametrize("picture", PICTURES, ids=[picture.stem for picture in PICTURES])
def test_a_picture_is_of_a_phone_or_of_a_desk(picture: Path) -> None:
    with Image.open(picture) as image:
        assert image.width % WIDTHS[picture.stem.rpartition("-")[2]] == 0


def test_they_were_taken_of_what_is_served_now() -> None:
    screenshots = pytest.importorskip("docs.screenshots")
    taken = screenshots.TAKEN.read_text("utf-8").strip()
    assert taken == screenshots.look(), "run `make screenshots`"
