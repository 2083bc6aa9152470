"""What several faces say alike: of pages looked at, questions mended, and what fails."""

# A page looked at before it is published.
REVIEW_REPORT = "{number}. {headline}{who}{credit}（{paragraphs} 段 {characters} 字{certain}）"
HEADLINE = "《{headline}》"
NO_HEADLINE = "（没有标题）"
ABOVE, BELOW = "   肩题：{words}", "   副题：{words}"
REVIEW_CREDIT = " {credit}"
CERTAIN = "，可信度 {percent}%"
NO_PLACE = "   没有地点，要写上请写：地名 {number} 某市"
NO_PLACE_BUT = "   没有地点，文中有“{who}”；是这里请写：地名 {number} {city}"
FIRST_WORDS, LAST_WORDS = "   首：{words}", "   末：{words}"
DOUBTFUL_JOIN = "   ？现在拼作 …{before}┃{after}… 也可能是 …{before}┃{other}"
ENDS_HERE = "（到此为止）"
DOUBTFUL_REPORT = "   ？标题、起止是否都对，请核对"
UNSURE_CHARACTERS = "   ？认不准的字 {count} 个：{words}"
UNSURE_CHARACTER = "〔{char}〕"
LEFT_OVER = "没有归处的文字 {count} 处："
LEFT_OVER_LINE = "   · {words}"
WARNING = "请留意：{warning}"
UNKNOWN_CORRECTION = "没看懂“{words}”。{how}"
HOW_TO_CORRECT = (
    "删 3｜删 3 2（第 3 篇的第 2 段）｜合 3 4（第 4 篇接到第 3 篇后面）｜"
    "切 3 2（第 3 篇从第 2 段起另成一篇，也可写那里的几个字）｜标题 3 新标题｜"
    "署名、发言人、职务、地名、肩题、副题 同样写｜"
    "日期 2016-01-20｜报名 某日报"
)

# What went unanswered, mended.
NO_PASSAGE = "没有编号是 {id} 的段落"
NOT_ITS_WORDS = "“{words}”不是这一段里的原话"
NOT_PINNED = "没有为“{question}”指定过答案"
ONE_TERM = "请给出两个以上意思相同的词，用空格隔开"
NO_TERM = "没有“{words}”这一组同义词"
KNOWN_TERM = "“{words}”已经是一组同义词了"
NO_QUESTION = "请写明是哪个问题"
PIN, UNPIN, TERM, UNTERM = "指定答案", "取消指定", "添同义词", "删同义词"
"""What a change of the library is called."""

# What a change does to questions.
BETTER = "现在答得上了（{count}）：{questions}"
WORSE = "现在答不上了（{count}）：{questions}"
MOVED = "换了一段来回答（{count}）：{questions}"
FREED = "撤掉以后没有答上（{count}）：{questions}"
STILL = "还是没有答上（{count}）：{questions}"
NO_DIFFERENCE = "试问了 {asked} 个问题，回答都没有变。"
NAMES_JOIN = "、"
AND_OTHERS = "{names}等"

# What fails.
FAILED_QUESTION = "这个问题没能回答：程序里出了错，已记下，编号 {id}。换个说法再问问看。"

DATABASE = "{path}：数据库打不开（{reason}）"
IN_USE = "正被别的程序占用"
CANT_OPEN = "文件打不开"
DAMAGED = "文件损坏"
DISK_FULL = "磁盘满了"
DISK_ERROR = "磁盘读写出错"
NO_DATABASE = "不是数据库文件"
NOT_PERMITTED = "没有权限"
READ_ONLY = "没有权限，或磁盘是只读的"

# The configuration.
NO_CONFIG = "没有这个配置文件"
BAD_INDEX = "index：只能是 {known}"
NOT_POSITIVE = "{key}：应大于 0"
NO_PERSON = (
    "{key}：{number} 不是一个人的 Telegram 号码（是正整数，向 @userinfobot 发条消息就能看到）"
)
BAD_BASE_URL = "telegram.base_url：应以 http:// 或 https:// 开头、以 /bot 结尾"

BAD_SALT = "{path}：应是 {length} 字节的盐；请放回原来的文件，或删去它（会认不出以前的谈话）"
