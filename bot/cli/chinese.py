"""Click's own words in Chinese, on the way click has for it: each text goes through gettext.

Catalogues of gettext are chosen by the locale; the program speaks Chinese in every locale, so the
modules of click get a look-up of their own instead.
"""

import os

import click
from click import core, decorators, exceptions, formatting, parser, types

from bot.cli import messages
from corpus import errors
from corpus.printable import printable

_LONGEST = 200

CLICK = {
    "Usage:": "用法:",
    "Options": "选项",
    "Positional arguments": "参数",
    "Commands": "命令",
    "deprecated": "已弃用",
    "required": "必填",
    "default: {default}": "默认 {default}",
    "env var: {var}": "环境变量 {var}",
    "(dynamic)": "（自动）",
    "Show this message and exit.": "显示这段说明。",
    "Show the version and exit.": "显示版本。",
    "Aborted!": "已停下。",
    "Error: {message}": "{message}",
    "Try '{command} {option}' for help.": "用法见 {command} {option}。",
    "Missing command.": "请给出命令",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing {param_type}": "缺少 {param_type}",
    "Missing parameter: {param_name}": "缺少参数 {param_name}",
    "No such command {name!r}.": "没有“{name}”这个命令",
    "No such option {name!r}.": "没有 {name} 这个选项",
    "Invalid value: {message}": "{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint}：{message}",
    "Got unexpected extra argument ({args})": "多了“{args}”",
    "Got unexpected extra arguments ({args})": "多了“{args}”",
    "Takes {nargs} values but 1 was given.": "要 {nargs} 个值，只给了 1 个",
    "Takes {nargs} values but {len} were given.": "要 {nargs} 个值，给了 {len} 个",
    "Argument {name!r} takes {nargs} values.": "{name} 要 {nargs} 个值",
    "Option {name!r} does not take a value.": "{name} 后面不带值",
    "Option {name!r} requires an argument.": "{name} 后面要有一个值",
    "Option {name!r} requires {nargs} arguments.": "{name} 后面要有 {nargs} 个值",
    "Invalid start character for option ({option})": "选项 {option} 的写法不对",
    "Value must be an iterable.": "要给出几个值",
    "unknown error": "原因不明",
    "Could not open file {filename!r}: {message}": "打不开 {filename}: {message}",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "Choose from:\n\t{choices}": "可选：{choices}",
    "{value!r} is not {choice}.": "没有“{value}”，只能是 {choice}",
    "{value!r} is not one of {choices}.": "没有“{value}”，可选的有 {choices}",
    "{value!r} is not a valid {number_type}.": "“{value}”不是数",
    "{value} is not in the range {range}.": "{value} 不行，要{range}",
    "{value!r} is not a valid boolean. Recognized values: {states}": "“{value}”不是 true 或 false",
    "{value!r} is not a valid UUID.": "“{value}”不是 UUID",
    "{value!r} does not match the format {format}.": "“{value}”应写成 {format}",
    "{value!r} does not match the formats {formats}.": "“{value}”应写成 {formats} 之一",
    "{len_type} values are required, but {len_value} was given.": "要 {len_type} 个值",
    "{len_type} values are required, but {len_value} were given.": "要 {len_type} 个值",
    "{name} {filename!r} does not exist.": "没有 {filename}",
    "{name} {filename!r} is a file.": "{filename} 是文件",
    "{name} {filename!r} is a directory.": "{filename} 是文件夹",
    "{name} {filename!r} is not readable.": "{filename} 读不了",
    "{name} {filename!r} is not writable.": "{filename} 写不了",
    "{name} {filename!r} is not executable.": "{filename} 不能运行",
}
"""Every text of click's that can reach a person who uses a command, by its English."""

# What the system says of a file, for its English is all that is left of the error.
SYSTEM = {f": {os.strerror(code)}": f"：{words}" for code, words in errors.SYSTEM.items()}


def install() -> None:
    """Make click speak Chinese in this process."""
    for module in (core, decorators, exceptions, formatting, parser, types):
        words = vars(module)
        words.update(_=_gettext)
        if "ngettext" in words:
            words.update(ngettext=_ngettext)


def named(command: click.Command) -> click.Command:
    """The command, its subcommands too, with Chinese placeholders in the usage line."""
    command.options_metavar = messages.OPTIONS_METAVAR
    if isinstance(command, click.Group):
        command.subcommand_metavar = messages.COMMAND_METAVAR
        for inner in command.commands.values():
            named(inner)
    return command


def _gettext(text: str) -> str:
    return CLICK.get(text, text)


def _ngettext(one: str, several: str, count: int) -> str:
    return _gettext(one if count == 1 else several)


def usage(error: click.ClickException) -> str:
    """The error as one line: what is wrong, and where the usage can be read."""
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
    hint = messages.HINT.format(command=command) if command else ""
    return f"wencheng：{_reason(error)}{hint}"


def _reason(error: click.ClickException) -> str:
    match error:
        case click.exceptions.NoArgsIsHelpError(ctx=click.Context(command=click.Group() as group)):
            return messages.NO_COMMAND.format(
                commands=messages.JOIN.join(group.list_commands(error.ctx))
            )
        case click.NoSuchOption() | click.NoSuchCommand():
            return _with_close(error.message, error.possibilities)
        case click.MissingParameter(param=click.Parameter() as param):
            return messages.MISSING.format(name=_name(param))
        case click.BadParameter(param=click.Parameter() as param):
            return messages.WRONG_VALUE.format(name=_name(param), reason=_said(error.message))
        case _:
            return _said(error.format_message())


def _with_close(reason: str, close: list[str] | None) -> str:
    if not close:
        return _said(reason)
    return messages.DID_YOU_MEAN.format(reason=_said(reason), close=close[0])


def _name(param: click.Parameter) -> str:
    """An option as it is typed, an argument as the usage line shows it."""
    return (
        max(param.opts, key=len) if isinstance(param, click.Option) else param.human_readable_name
    )


def _said(words: str) -> str:
    """The words short, in Chinese, and without what could steer the terminal."""
    words = printable(" ".join(words.split()))
    for english, chinese in SYSTEM.items():
        words = words.replace(english, chinese)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}……"
