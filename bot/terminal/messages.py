"""What `wencheng ask` and `wencheng chat` say, but for what the newspaper says."""

QUESTION = "问：{question}"
CREDIT = "（{credit}）"
OFFICE = "（{office}）"
SUGGESTIONS = "还可以问："
CHOICES = "请选一个问："
HEADLINE = "《{headline}》"
LIST_JOIN, QUOTED = "、", "“{words}”"
NEAREST = "没有直接的回答，相近的有："
CUT = "……"
MORE_IN_CHAT = "还有 {more} 段，输入“更多”接着看。"
MORE_IN_ASK = "还有 {more} 段，可用 --limit 多要几段。"
FOLDED_IN_CHAT = "长的段落只显示了相关的几句，输入段前的号码看整篇。"
FOLDED_IN_ASK = "长的段落只显示了相关的几句，加 --full 看全文。"
LEFT_IN_CHAT = "（还有 {lines} 行，按回车或输入“更多”接着看）"
LEFT_IN_ASK = "（还有 {lines} 行，按回车接着看，q 离开）"

PAGE = "{name}：{title}"
IMPORT = "{name}：导入 {passages} 段"
IMPORT_CITIES = "，{cities} 地"
IMPORTED = "导入 {name}，编号 {id}"

PROMPT = "问城> "
PROMPT_IN_CITY = "{city}> "
WELCOME = "问城：{holdings}，字字有出处。/help 看用法，Ctrl-D 离开。"
REPORTS, PASSAGES, AND = "{count} 篇报道", "{count} 段导入的文字", "和 "
WELCOME_CITIES = "城市：{cities}"
AND_OTHERS = "等 {count} 个"
WELCOME_EXAMPLE = "试着问：{question}"
EMPTY = "还没有报道。请先用 wencheng corpus add 加一版报纸，或用 corpus import 导入段落。"

HELP_INTRO = "直接输入问题，回车。"
FOLLOW_UP = "追问可以只说一半，如“那{city}呢”。"
# Each command: how it is written, what it does, and the other words for it.
COMMANDS = {
    "/more": ("/more", "看余下的段落，也可以说“更多”", ("更多", "/更多")),
    "/full": ("/full 2", "看第 2 段所在的整篇报道，也可以只输入 2", ("/全文",)),
    "/city": ("/city {city}", "只在{city}的报道里找；/city 全部 取消", ("/城市",)),
    "/cities": ("/cities", "有哪些城市的报道", ()),
    "/why": ("/why", "上一个回答是怎么找到的", ("为什么",)),
    "/help": ("/help", "看用法", ("帮助", "/帮助", "help", "?")),
    "/quit": ("/quit", "离开", ("退出", "/退出", "再见", "quit", "exit")),
}

UNKNOWN_COMMAND = "没有 {name} 这个命令，/help 看有哪些。"
DID_YOU_MEAN = "没有 {name} 这个命令，是不是 {close}？"
CITIES = "有报道的城市：{cities}。"
NO_CITIES = "这些报道没有标城市。"
CITY_SET = "以后只在{city}的报道里找；/city 全部 取消。"
CITY_KEPT = "现在只在{city}的报道里找；/city 全部 取消。"
CITY_CLEARED = "不再限定城市。"
CITY_NOT_SET = "没有限定城市。"
UNKNOWN_CITY = "没有“{name}”的报道。"
NO_MORE = "没有更多了。"
NOTHING_YET = "请先问一个问题。"
NO_PASSAGES = "上一个问题没有找到段落。"
AROUND = "摘自下面的段落："
NO_SUCH_NUMBER = "没有第 {number} 项，上面的号码是 1 到 {last}。"
NO_SUCH_PASSAGE = "没有第 {number} 段，已有的是 1 到 {last}。"
ON_THE_WEB = "在网页上看版面：{link}"
MET = "“{asked}”在报道里是“{found}”"
MET_JOIN = "，"
WHY = "为什么："
EVERYWHERE = ("全部", "所有", "全省", "不限", "取消", "all")
ASK_HELP = "直接写问题，如：wencheng ask 湖州的四大体系是什么。连着问用 wencheng chat。"
ASK_QUIT = "wencheng ask 答完就结束，不用退出。连着问用 wencheng chat。"
NOT_A_NUMBER = "/full 后面是段落的号码，如 /full 1。"

LEAVE_HINT = "要离开，请按 Ctrl-D 或输入 /quit。"
INTERRUPTED = "已停下，可以接着问。"
GOODBYE = "再见。"
NOT_UTF8 = "第 {number} 行不是 UTF-8，读不了，跳过。"
