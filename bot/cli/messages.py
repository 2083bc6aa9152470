"""What the command line says when it was called wrongly."""

import click


def usage(error: click.ClickException) -> str:
    """The error as one line of Chinese; click's own words where it is none of the usual ones."""
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
    hint = f"（用法见 {command} --help）" if command else ""
    return f"wencheng：{_reason(error)}{hint}"


def _reason(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项"
        case click.MissingParameter():
            return f"缺少 {error.param.human_readable_name if error.param else '参数'}"
        case click.BadParameter() if error.param:
            return f"{error.param.human_readable_name}：{error.message}"
        case _:
            return error.format_message()
