"""Everything the Telegram face says in its own words."""

import datetime

GREETING = "您好，我是问城：在报纸报道里找答案，原文照引，注明是哪座城市、谁说的。"
HOW_TO_ASK = "直接把问题发给我就行，比如："
HOW_TO_ASK_IN_GROUP = "在群里请 @{bot}，或回复我的消息，或把问题写在 /ask 后面，比如："
FOLLOW_UP = (
    "可以接着追问，例如“那{city}呢”；发“更多”，接着看后面的段落。"
    "问错了就改那条消息，我会照着改回答。"
)
COMMANDS_TITLE = "命令："
COMMANDS = {
    "ask": "提问，群里也能用",
    "cities": "有哪些城市的报道",
    "city": "只看一座城市",
    "source": "上一个回答的出处",
    "why": "上一个回答是怎么找到的",
    "new": "换个话题，从头问起",
    "forget": "删去记下的关于我的一切",
    "about": "问城是什么，记下些什么",
    "help": "怎么用",
}
ADMIN_COMMANDS = {
    "add": "添加、修改、撤下报道",
    "unanswered": "没答上的问题",
    "stats": "报道和提问的数目",
    "check": "检查语料库",
    "reload": "重新载入报道",
}

DESCRIPTION = (
    "我是问城：在报纸报道里找答案，原文照引，注明是哪座城市、谁说的、哪篇报道。\n"
    "报道里没有的，就说没有，不编。\n\n"
    "点“开始”，直接把问题发给我；也可以把我拉进群，用 /ask 提问，"
    "或在任何聊天里写我的名字和问题。"
)
SHORT_DESCRIPTION = "在报纸报道里找答案，字字有出处。"
MENU = "网页版"

ABOUT = (
    "问城只引报纸上的原话：谁说的、哪篇报道、哪位记者整理，都写在旁边；"
    "报道里没有的，就说没有，不编。"
)
HOLDINGS = "现在收有 {holdings}。"
PAGES = "{count} 版 "
REPORTS = "{count} 篇报道"
PASSAGES = "{count} 段导入的文字"
CITIES_HELD = "{count} 座城市"
HOLDINGS_JOIN = "，"
PRIVACY = "没答上的问题和您的评价会保留 {days} 天，供补充报道用；不记用户名，只存号码的摘要。"

CITIES = "现在有 {count} 座城市的报道：\n{cities}"
NO_CITIES = "现有的文字都没有标城市。"
NO_REPORTS = "现在还没有报道。"
LIST_JOIN = "、"

CITY_KEPT = "好，接下来只看{city}的报道。半小时不提问，或发 /new，就恢复看全部。"
CITY_FREE = "好，接下来看全部城市的报道。"
CITY_NOW = "现在只看{city}的报道，可以换："
CITY_ASK = "想只看哪座城市？点一下，或写在命令后面，如 /city {city}"
CITY_UNKNOWN = "没有“{name}”的报道。"
EVERY_CITY = ("全部", "所有", "不限", "取消", "all")
NEW_TALK = "好，从头开始，请提问。"
# What asks for the next passages, after folding, and what may stand behind it.
MORE = ("更多", "更多段落", "下一页", "后面几段")
MORE_ENDS = " .。!?~"
NO_MORE = "没有更多了。"
NOTHING_TO_PAGE = "还没有问过问题，请先问一个。"
NOTHING_ASKED = "还没有问过问题。先问一个，再看出处。"

OFFICE = "（{office}）"
HEADLINE = "《{headline}》"

NEAREST = "没有直接的回答，相近的有："
SUGGESTIONS = "可以这样问："
BULLET = "· "
WHY_THIS = "为什么"
WHY_TITLE = "怎么找到的："
NOTHING_TO_EXPLAIN = "还没有问过问题。"
WHY = "“{asked}”在报道里是“{found}”"
POSITION = "第 {first}—{last} 段，共 {total} 段"
ONLY = "只看{city}"
FOOTER_JOIN = "，"
ASKED = "问：{question}"

SOURCE = "出处"
COPY = "复制引文"
ON_THE_WEB = "在网页上看版面：{link}"
IMPORTED = "导入的一段，编号 {id}"
PLACE = "第 {section} 篇，第 {paragraph} 段"
ON_RAW_PAGE = "原版面 {file}，{places}："
PIECE = "第 {first}—{last} 字"
LINK = "打开这一段：{link}"

NEXT_PAGE = "后面几段 ›"
FIRST_PAGE = "« 回到开头"
ALL_CITIES = "全部城市"
WHOLE_REPORT = "看整篇"
PREVIOUS_PART = "‹ 上一页"
NEXT_PART = "下一页（{part}/{parts}）›"
USEFUL = "有用"
USELESS = "没用"
OPEN_IN_BOT = "在问城里看"
ASK_BOT = "直接问问城"
ASK_BOT_NOTHING = "没有找到，去问问城"

GONE = "这一段已经不在报道库里了，请再问一次。"
STALE = "这个按钮已经失效，请再问一次。"
THANKS_USEFUL = "谢谢，记下了。"
THANKS_USELESS = "谢谢指出，记下了，管理员会看到。"

UNKNOWN_COMMAND = "没有这个命令。发 /help 看看怎么用。"
NOT_TEXT = "抱歉，我只看得懂文字，请把问题打出来发给我。"
NOT_VOICE = "抱歉，我还听不了语音，请把问题打成文字发给我。"
NOT_PICTURE = "抱歉，我还看不了图片，请把问题打成文字发给我。"
NOT_STICKER = "收到，谢谢！想查报道，就把问题打成文字发给我。"
TOO_MUCH = "您问得太快了，请过一分钟再问。"
FAILED = "抱歉，刚才出了点问题（编号 {id}）。请稍后再试，仍不行就把编号告诉管理员。"
AWAY = "抱歉，放报道的服务器暂时连不上，请过一会儿再问。"

NOT_KEPT = "抱歉，没能记下，请过一会儿再试。"
FORGOTTEN = "已经删去您的{what}。"
FORGOTTEN_KINDS = (
    "谈话 {count} 段",
    "回答的编号 {count} 条",
    "没答上的问题和评价 {count} 条",
    "没能处理的消息 {count} 条",
)
NOTHING_TO_FORGET = "没有记下您的什么。"
NOT_FORGOTTEN = "抱歉，没能全部删去，请过一会儿再发一次 /forget。"

IN_PRIVATE = "这个命令请在私聊里用。"
NOT_ADMIN = "抱歉，这个命令只有管理员能用。"
RELOAD_RUNNING = "正在重新载入，请等它完成。"
LEFT_OUT = "有 {count} 个语料文件没有读入，其余照常：\n{reasons}"
CUT = "……"
LEFT_OUT_MORE = "……（全部请看 wencheng corpus check）"
RELOAD_REFUSED = "没有载入，仍用原来的报道。\n{reason}"
RELOADED = "已重新载入：{holdings}。"
NOTHING_CHANGED = "与原来相同。"
REPORTS_ADDED = "新增 {count} 篇：{names}"
REPORTS_CHANGED = "改动 {count} 篇：{names}"
REPORTS_REMOVED = "减少 {count} 篇：{names}"
IMPORTS_CHANGED = "导入的有变动：{names}"
AND_OTHERS = "{names}等"
UNNAMED = "未署城市"

ADDING = (
    "把一版报纸发给我：照片、扫描件、PDF、文字、Word 文档、网页都行，我来拼成一篇篇报道；"
    ".yaml 是整理好的文件。照片请尽量拍正、拍清，按“文件”发送更清楚。"
    "我先说看到了什么，您点“发布”才收进报道库，发布后还能撤回。\n"
    "发布前要改：点“删”“合”，或回复那条消息写“切 3 2”“标题 3 新标题”这样的话，"
    "或点“取出文件”，改好发回来。\n"
    "要改已发布的：问到那篇，点“看整篇”，再点“取出文件”，改好发回来；要撤下就点“撤下这篇”。"
)
FILE_TOO_LARGE = "文件太大，最多 {most} MB。"
LIBRARY_ELSEWHERE = (
    "报道在 OpenSearch 里，不能在聊天里增删。"
    "请在放语料库的机器上改好，再运行 wencheng corpus push。"
)
PAGE_REFUSED = "没有收下，报道库没有变。\n{reason}"
READING_PAGE = "收到，正在认上面的字，一版约要一两分钟，认好就告诉您。"
PICTURE_NAME = "照片-{day:%Y%m%d-%H%M%S}.jpg"
FOUND = "{name}：{reports} 篇"
LEFT_OVER = "{count} 段文字没有归处，不会收进报道库："
HEEDED = "请留意 {count} 处："
NOT_LISTED = "……还有 {count} 处没有列出"
LEAVE_OUT = "删 {number}"
JOIN_TWO = "合 {first}+{second}"
CORRECT_IT = "要改，回复这条消息：{how}"
PUBLISH_IT = "要发布吗？"
REPLACE_IT = "报道库里已有这一版，发布会换掉它。要发布吗？"
PUBLISH = "发布"
UNDO = "撤销上一步"
NOT_PUBLISHED = "还没有发布。"
PUBLISH_ANYWAY = "仍要发布"
DROP = "放弃"
DROPPED = "好，没有发布。"
TAKEN_BACK = "已撤回。"
TAKE_BACK = "撤回这次改动"
NO_DRAFT = "这次改动已经处理过，或后来又改过了。"
GET_FILE = "取出文件"
MEND = "改好后把这个文件发回来。"
WITHDRAW = "撤下这篇"
WITHDRAW_REALLY = "真的撤下 {who}《{headline}》吗？撤下后就查不到了，但可以撤回。"
WITHDRAW_SURELY = "撤下"

STATS = "{passages} 段，其中可查出处的 {sourced} 段。"
STATS_FEEDBACK = "近 {days} 天：没找到 {found_nothing} 条，没用 {useless} 条，有用 {useful} 条。"
UNANSWERED_TITLE = "近 {days} 天没答上的问题（{count} 条）："
UNANSWERED = "{number}. {question}（{why}{people}）"
WHY_NOTHING = "没找到"
WHY_USELESS = "没用"
PEOPLE = "，{count} 人"
MEND_WHICH = "点号码，看怎样让它答得上。"
MENDS = ("指定", "同义", "找", "也问", "取消指定", "取消同义")
"""What an admin's reply about a question begins with; the last two are buttons' alone."""
OFFERED = "离这个问题最近的几段："
NOTHING_OFFERED = "报道库里没有相近的段落。"
OFFER = "{number}. {who}：{start}……"
HOW_TO_MEND = (
    "点“用 1”，以后就用那一段回答。也可以回复这条消息：\n"
    "· 找 别的说法（换个词找段落）\n"
    "· 指定 1 段里的原话（只用那几句回答）\n"
    "· 同义 问的词 报道里的词\n"
    "· 也问 别的问法（指定以后）\n"
    "报道库里没有的，把登了它的那一版发给我。每样都先试再存，存了也能撤回。"
)
USE = "用 {number}"
SETTLE = "不用管它"
SETTLED = "好，“{question}”不再列出。"
MENDED = "已保存，马上生效。"
NOT_MENDED = "没有保存。"
MEND_ANYWAY = "仍要保存"
MEND_REFUSED = "没有保存。{reason}。"
REPLY_TO_QUESTION = "请先发 /unanswered，点一个问题，再回复那条消息。"
KEPT = "看指定的答案和同义词"
KEPT_TITLE = "指定了答案的问题，和意思相同的词："
KEPT_PIN, KEPT_TERM = "指定：{words}", "同义：{words}"
WITHDRAW_KEPT = "取消 {number}"
NOTHING_KEPT = "还没有指定过答案，也没有加过同义词。"
ALL_ANSWERED = "近 {days} 天没有没答上的问题。"
CHECKED = "{page}：{reports} 篇，{paragraphs} 段"
WARNING = "· {warning}"
CHECKED_IMPORT = "{name}：导入的段落，载入时逐行检查过"
CHECKED_WELL = "没有要留意的。"

NO_TOKEN = "没有机器人的 token：请设环境变量 TELEGRAM_BOT_TOKEN，或在配置里写 telegram.token_file"
MALFORMED_TOKEN = "机器人的 token 是“数字:字母和数字”的样子，没有空白，请照 @BotFather 给的原样填写"
REFUSED_TOKEN = "Telegram 不认这个 token：请核对它和 telegram.base_url（应以 /bot 结尾）"
NO_SECRET = (
    "webhook 要有密钥，16 到 256 个字母、数字、_ 或 -："
    "请设环境变量 TELEGRAM_WEBHOOK_SECRET，或在配置里写 telegram.webhook.secret_file"
)
BAD_WEBHOOK = "telegram.webhook.url：应是 https:// 开头的地址，还要写上 telegram.listen"
ALREADY_RUNNING = "{folder}：另一个问城机器人正在用这个文件夹，只能运行一个"
INBOX_DAMAGED = "收件箱文件损坏，救回没答的消息 {waiting} 条，可能有丢失；坏文件留在 {file}。"
INBOX_DELETED = "收件箱文件在运行中被删，已重新写好，没有丢失。"
CRASHED = "机器人意外停止，原因见上面的日志"


def date(day: datetime.date) -> str:
    """A date as a newspaper writes it."""
    return f"{day.year}年{day.month}月{day.day}日"
