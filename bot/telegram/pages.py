"""Blocks packed into messages that Telegram takes."""

from collections.abc import Iterable, Iterator, Sequence

from telegram.constants import MessageLimit

from bot.telegram.markup import Block, pieces, plain, units

# A piece of a long block leaves room for the attribution above it.
PIECE = 3500


def paginate(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """Fill each message with whole blocks; only a block too long for one is cut."""
    parts = [part for block in blocks for part in pieces(block, PIECE) if part.text.strip()]
    # Most replies are one message; no need to fill it block by block.
    groups = [tuple(parts)] if _fits(parts) else _groups(parts)
    page: tuple[Block, ...] = ()
    for group in groups:
        if page and not _fits((*page, *group)):
            yield page
            page = ()
        page += group
    if page:
        yield page


def _groups(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """Blocks that may be parted: an attribution stays with its quotation where both fit."""
    held: tuple[Block, ...] = ()
    for block in blocks:
        if held and not _fits((*held, block)):
            yield held
            held = ()
        held += (block,)
        if not block.keep:
            yield held
            held = ()
    if held:
        yield held


def _fits(blocks: Sequence[Block]) -> bool:
    length = units(plain(blocks))
    entities = sum(block.entities for block in blocks)
    return length <= MessageLimit.MAX_TEXT_LENGTH and entities <= MessageLimit.MESSAGE_ENTITIES
