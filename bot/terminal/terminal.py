"""Where a chat's lines come from: a person at a terminal, or a pipe."""

from collections.abc import Callable, Iterable

from prompt_toolkit.utils import is_dumb_terminal

from bot.terminal import line_editor
from bot.terminal import messages as say
from bot.terminal.chat import Chat
from bot.terminal.library import welcome
from bot.terminal.render import QUIET


def talk(chat: Chat) -> None:
    """Hold the conversation until the person leaves."""
    screen = chat.screen
    for line in welcome(chat.snapshot, screen.measure):
        screen.line(line, QUIET)
    screen.line()
    editor = None if is_dumb_terminal() else line_editor.session(chat.snapshot.cities)
    ask: Callable[[str], str] = editor.prompt if editor else input
    while True:
        try:
            line = ask(_prompt(chat))
        except KeyboardInterrupt:
            if editor is None or not editor.default_buffer.text:
                screen.line("\n" * (editor is None) + say.LEAVE_HINT, QUIET)
            continue
        except EOFError:
            break
        if not line.strip():
            chat.turn()
        elif not _reply(chat, line):
            break
    screen.line(say.GOODBYE, QUIET)


def _prompt(chat: Chat) -> str:
    return say.PROMPT_IN_CITY.format(city=chat.city) if chat.city else say.PROMPT


def _reply(chat: Chat, line: str) -> bool:
    """Reply with blank lines around; Ctrl-C stops the reply, not the chat."""
    try:
        chat.screen.line()
        stays = chat.say(line)
        if stays:
            chat.screen.line()
    except KeyboardInterrupt:
        chat.screen.line(say.INTERRUPTED, QUIET)
        return True
    return stays


def read(chat: Chat, lines: Iterable[bytes]) -> None:
    """Reply to each line of a pipe that is not blank."""
    for number, line in enumerate(lines, 1):
        try:
            words = line.decode("utf-8-sig")
        except UnicodeDecodeError:
            chat.screen.line(say.NOT_UTF8.format(number=number))
            chat.screen.line()
            continue
        if words.strip():
            if not chat.say(words):
                return
            chat.screen.line()
