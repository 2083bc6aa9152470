"""What the command line says when it was called wrongly, and click's own words in Chinese."""

import os

import click

from corpus import errors
from corpus.printable import printable

_LONGEST = 200

OPTIONS_METAVAR = "[选项]"
COMMAND_METAVAR = "命令 [参数]…"
VERSION_HELP = "显示版本。"
INDEXING = "正在建索引"
LEFT_OUT = "有一个文件没有读入，其余照常：{reason}（详见 wencheng corpus check）"
FAILED = "程序里出了错，编号 {id}，已记在 {log}"
HINT = "（用法见 {command} --help）"
DID_YOU_MEAN = "{reason}，是不是 {close}？"
MISSING = "缺少“{name}”"
COMPLAINTS = ("回答没用", "没找到原文")
PEOPLE = "{count} 人"
NO_COMPLAINTS = "没有没答上的问题。"
NO_SUCH_COMPLAINT = "没有第 {number} 个问题，先看 wencheng feedback list"
MEND_HINT = (
    "下一步：\n"
    "  wencheng feedback near 号码               看离它最近的几段\n"
    "  wencheng feedback pin 号码 段落编号       指定用哪一段回答\n"
    "  wencheng feedback term --for 号码 词 词   加意思相同的词\n"
    "  wencheng corpus add 文件                  把登了它的那一版收进来\n"
    "  wencheng feedback settle 号码             看过了，不再列出"
)
# Code points of a passage that a line shows.
SHOWN = 40
NEAR = "{id}  {start}"
WHO = "{who}：{start}"
STILL_NOT = "这个问题还是没有答上，没有保存；仍要保存，加 --force"
NOT_KEPT = "有问题因此答不上了，没有保存；仍要保存，加 --force"
PUSH = "报道在 OpenSearch 里：再运行 wencheng corpus push，那里才照它回答。"
PINNED = "已保存：“{question}”用这一段回答。反悔了：wencheng feedback unpin {quoted}"
UNPINNED = "已取消：“{question}”不再用指定的段落回答。"
TERM_KEPT = "已保存：{words} 意思相同。"
TERM_GONE = "已删去：{words} 不再当作意思相同。"
KEPT_PIN = "指定：{question} → {passage}  {start}"
KEPT_TERM = "同义：{words}"
KEPT_HINT = "取消：wencheng feedback unpin 问题；wencheng feedback unterm 词 词"
NOTHING_KEPT = "还没有指定过答案，也没有加过同义词。"
SETTLED = "好，“{question}”不再列出。"
PIN_GONE = "“{question}”指定的段落 {passage} 已经不在了，不再照它回答。"
CHECKED = "问了 {questions} 个问题，答上 {answered} 个。"
CHECK_FAILED = "有要看一看的，见上"
WHICH_SHELL = "看不出用的是哪种 shell，请写明：{shells} 之一"
COMPLETION = "装好了：{script}。新开一个终端，输入 wencheng 后按 Tab 键试试。"
WRONG_VALUE = "{name}：{reason}"

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
    "{value} is not in the range {range}.": "{value} 不在 {range} 之内",
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


NO_COMMAND = "请给出命令：{commands}"
# What the system says of a file, for its English is all that is left of the error.
SYSTEM = {f": {os.strerror(code)}": f"：{words}" for code, words in errors.SYSTEM.items()}


def usage(error: click.ClickException) -> str:
    """The error as one line: what is wrong, and where the usage can be read."""
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
    hint = HINT.format(command=command) if command else ""
    return f"wencheng：{_reason(error)}{hint}"


def _reason(error: click.ClickException) -> str:
    match error:
        case click.exceptions.NoArgsIsHelpError(ctx=click.Context(command=click.Group() as group)):
            return NO_COMMAND.format(commands="、".join(group.list_commands(error.ctx)))
        case click.NoSuchOption() | click.NoSuchCommand():
            return _with_close(error.message, error.possibilities)
        case click.MissingParameter(param=click.Parameter() as param):
            return MISSING.format(name=_name(param))
        case click.BadParameter(param=click.Parameter() as param):
            return WRONG_VALUE.format(name=_name(param), reason=_said(error.message))
        case _:
            return _said(error.format_message())


def _with_close(reason: str, close: list[str] | None) -> str:
    if not close:
        return _said(reason)
    return DID_YOU_MEAN.format(reason=_said(reason), close=close[0])


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
