"""Everything the Telegram face says in its own words."""

GREETING = "您好，我是问城：在报纸报道里找答案，原文照引，注明是哪座城市、谁说的。"
HOW_TO_ASK = "直接把问题发给我就行，比如："
HOW_TO_ASK_IN_GROUP = "请把问题写在 /ask 后面，比如："
FOLLOW_UP = "可以接着追问，例如“那{city}呢”。"
COMMANDS_TITLE = "命令："
COMMANDS = {
    "ask": "提问，群里也能用",
    "cities": "有哪些城市的报道",
    "help": "怎么用",
}
ADMIN_COMMANDS = {"reload": "重新载入报道"}

CITIES = "现在有 {count} 座城市的报道：\n{cities}"
NO_REPORTS = "现在还没有报道。"
LIST_JOIN = "、"

SUGGESTIONS = "可以这样问："
MORE = "还有 {count} 段相关的没有列出，问得再具体些会更准。"

UNKNOWN_COMMAND = "没有这个命令。发 /help 看看怎么用。"
NOT_TEXT = "抱歉，我只看得懂文字，请把问题打出来发给我。"
TOO_MUCH = "您问得太快了，请过一分钟再问。"
FAILED = "抱歉，刚才出了点问题（编号 {id}）。请稍后再试，仍不行就把编号告诉管理员。"

NOT_ADMIN = "抱歉，这个命令只有管理员能用。"
RELOAD_RUNNING = "正在重新载入，请等它完成。"
RELOAD_REFUSED = "没有载入，仍用原来的报道。\n{reason}"
RELOADED = "已重新载入：{reports} 篇报道，{cities} 座城市。"
NOTHING_CHANGED = "与原来相同。"
REPORTS_ADDED = "新增 {count} 篇：{names}"
REPORTS_CHANGED = "改动 {count} 篇：{names}"
REPORTS_REMOVED = "减少 {count} 篇：{names}"
AND_OTHERS = "{names}等"
UNNAMED = "未署城市"

NO_TOKEN = "没有机器人的 token：请设环境变量 TELEGRAM_BOT_TOKEN，或在配置里写 telegram.token_file"
MALFORMED_TOKEN = "机器人的 token 不能含空白或特殊字符，请照 @BotFather 给的原样填写"
REFUSED_TOKEN = "Telegram 不认这个 token：请核对它和 telegram.base_url（应以 /bot 结尾）"
NO_SECRET = (
    "webhook 要有密钥，16 到 256 个字母、数字、_ 或 -："
    "请设环境变量 TELEGRAM_WEBHOOK_SECRET，或在配置里写 telegram.webhook.secret_file"
)
BAD_WEBHOOK = "telegram.webhook.url：应是 https:// 开头的地址，还要写上 telegram.listen"
BAD_LISTEN = "telegram.listen：应是“地址:端口”，如 127.0.0.1:8080，不是 {address}"
CANNOT_LISTEN = "不能在 {address} 上监听：{why}"
BAD_BASE_URL = "telegram.base_url：应是 http:// 或 https:// 开头、/bot 结尾的地址"
CRASHED = "机器人意外停止，原因见上面的日志"
