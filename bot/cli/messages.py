"""Everything the command line says in its own words; what it says of answers is the terminal's."""

OPTIONS_METAVAR = "[选项]"
COMMAND_METAVAR = "命令 [参数]…"
HELP = ("help", "帮助")
"""What asks for the help, beside `--help`."""
VERSION = "问城 %(version)s"
VERSION_HELP = "显示版本。"
INDEXING = "正在建索引"
LEFT_OUT = "有一个文件没有读入，其余照常：{reason}（详见 wencheng corpus check）"
FAILED = "程序里出了错，编号 {id}，已记在 {log}"
HINT = "（用法见 {command} --help）"
DID_YOU_MEAN = "{reason}，是不是 {close}？"
MISSING = "缺少“{name}”"
AT_LEAST, BETWEEN = "不小于 {least}", "在 {least} 到 {most} 之间"
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
NO_COMMAND = "请给出命令：{commands}"

# Putting pages together.
NO_LIBRARY_FILE = "{file}：-o 后面应是一个 .yaml 文件"
YAML = "{file}：已经是拼好的语料库文件，请用 wencheng corpus check 或 corpus add"

# Packages that are missing.
MISSING_PACKAGE = "缺少 Python 包 {module}：请重新安装问城"

# Pages that come in.
READING_FILE = "读 {name}"
ADDED = "已写入 {path}。"
WOULD_ADD = "会写入 {path}。"
PAGE_UNCHANGED = "{path} 已有，内容相同。"
NOT_ADDED = "{file}：没有收下"
DOUBTFUL_PAGE = "{file}：有 {count} 处拿不准，没有收下；请在终端里核对，或加 --yes 照现在的样子收下"
PAGE_EXISTS = "{path} 已有；与这次的不同时，要加 --replace 才换成这次的。"
DIFFERENCES = "{path} 与这次的不同之处："
NO_DIFFERENCES = "{path} 与这次的没有不同。"
ANYWAY = "仍要收下吗？"
SILENCES = "{file}：有问题因此答不上了，没有收下；仍要收下，加 --yes"
KEPT_BY_HAND = "版面没变、手工改过的，照留手工的：{headlines}"
LOST_BY_HAND = "版面变了、手工也改过的，用了这次的：{headlines}"
NO_HEADLINE = "无题"
MORE_DIFFERENCES = "……还有 {count} 处"
ADDING_ENDED = "{good} 个文件收下了，{bad} 个没有"
NO_FILES = "{folder}：里面没有可以添加的文件"
ONE_NAME = "--name 只能用于一个文件"

# Pages looked at before they come in.
REVIEW_TITLE = "{name}：{count} 篇"
REVIEW_PRINTED = "日期：{date}｜报名：{publication}"
NOT_RECOGNISED = "（没有认出）"
REVIEW_CHANGED = "改了：{lines}"
REVIEW_SUMMARY = "共 {reports} 篇，{doubtful} 处请核对。"
REVIEW_ASK = "收下请按回车，不收按 n，改动照例写（? 看写法）："
YES, NO = ("", "y", "yes", "是", "好", "收下"), ("n", "no", "q", "否", "不", "不收", "退出")
REVIEW_HELP, REVIEW_TEXT, REVIEW_UNDO = ("?", "？", "help", "帮助", "h"), "看", ("撤销", "u")
REVIEW_COMMANDS = "看（整版）｜看 3（第 3 篇全文）｜撤销（上一处改动）"
NOTHING_TO_UNDO = "没有可撤销的改动"

# Changes of the library.
REMOVED = "已删去 {name}（{reports} 篇），可用 wencheng corpus undo 撤销。"
REMOVED_IMPORT = "已删去导入的 {name}，可用 wencheng corpus undo 撤销。"
RENAMED = "已把 {old} 改名为 {new}。"
UNDONE = "已撤销：{what}（{when}）。"
NOTHING_CHANGED = "没有可撤销的改动"
CHANGED_SINCE = "{what}：后来又改过，不能撤销"
NO_PAGE = "没有“{name}”这一版，也没有这个导入；现有 {known}"
NO_PAGES = "（语料库是空的）"
SHIPPED_PAGE = "“{name}”是程序自带的，不能改动；不想要它，请在配置里写 shipped: false"
NO_RENAMING = "“{name}”是导入的段落，请用 --name 重新导入"

# The library checked.
PAGE = "{path}：{reports} 篇，{paragraphs} 段"
WARNING = "  请留意：{warning}"
IMPORT = "{path}：{passages} 段，{cities} 地"
SHORT_NAMES = "{path}：{count} 个短名"
TERMS = "{path}：{count} 组意思相同的词"
PINS = "{path}：{count} 个指定的答案"
RAW = "是原版面，不是语料库文件；收进语料库请用 wencheng corpus add {file}"
CHECKING = "检查"
BAD = "{files} 个文件中有 {bad} 个不合格"
GOOD = "{files} 个文件都合格"

# Passages that are imported.
IMPORTING = "导入"
IMPORTED = "已导入 {path}：{passages} 段{cities}。"
CITIES = "，{count} 地"
UNCHANGED = "{path} 已有，内容相同。"
NAME_IT = "请用 --name 起个名字，如 --name news"
PAGE_IMPORTS = "是一版报纸或文档，请用 wencheng corpus add {file}"
BAD_NAME = "“{name}”不能作文件名"
STANDARD_INPUT = "标准输入"

# The library shown.
SEARCHING = "查找"
MORE_PASSAGES = "还有 {more} 段，可用 --limit 多看几段。"
NO_REPORT_OF = "没有“{name}”的报道；可以是{known}"

# The library searched and written out.
MORE_PLACES = "还有 {more} 处，可用 --limit 多看几处。"
NOT_FOUND = "语料库里没有“{words}”这几个字"
EXPORTED = "已写出 {count} 段到 {path}。"
IMPORTED_LOOKING = "（导入）"
FIGURES = "{pages} 版，{reports} 篇，{paragraphs} 段，{characters} 字；可查出处的 {sourced} 段"
IMPORTED_FILES = "导入 {count} 个文件"
PAPERS, PLACES, REPORTERS = ("报纸", "版"), ("地方", "篇"), ("记者", "篇")
"""What is counted, and in what."""
COUNTED, COUNT, COUNTS_JOIN = "{title}：{counts}", "{name} {count} {unit}", "，"

# Backups.
RESTORE = "恢复"
SAVED = "已备份 {count} 个文件到 {path}。"
LIBRARY_TOO_LARGE = "语料库太大（{size:.1f} GB，上限 {limit:.0f} GB），请直接复制文件夹 {folder}"
FILE_EXISTS = "已有这个文件，请换个名字"
NOTHING_TO_SAVE = "语料库是空的，没有可备份的：{folder}"
NO_ARCHIVE = "不是问城的备份文件"
DIFFERS = "{name}：语料库里已有，且内容不同，什么也没有恢复；确要换成备份里的，请加 --replace"
RESTORED = "已恢复 {count} 个文件到 {folder}，可用 wencheng corpus undo 撤销。"
NOT_RESTORED = "{reason}；什么也没有恢复"
RESTORED_NOTHING = "语料库与备份相同。"
NOT_SAVED = "{path}：备份不了（{reason}）"

# OpenSearch.
PUSHING = "存入 OpenSearch"
PUSHED = "已存入 OpenSearch：{alias} → {index}，{passages} 段。"
PUSHED_MENDED = "指定的答案和意思相同的词也已存入。"
WAS_THERE = "OpenSearch 里的 {alias} 已是这份语料（{index}，{passages} 段）。"

# Evaluation.
EVAL_LABELS = {
    "hit@1": "首位命中率",
    "mrr@10": "平均倒数排名",
    "recall@10": "前十召回率",
    "qps": "每秒问题数",
    "p50_ms": "中位耗时（毫秒）",
    "p99_ms": "99% 耗时（毫秒）",
    "index_s": "建索引（秒）",
    "peak_mb": "内存峰值（MB）",
    "refused": "无答案者拒答率",
    "wrongly_refused": "有答案者误拒率",
    "auc": "置信度 AUC",
    "quote@1": "引语含答案率",
}
TOGETHER = "--passages 和 --queries 要一起给"
BAD_SIZES = "{option}：应是用逗号隔开的段落数，如 10000,100000，不是“{sizes}”"

# Questions on the command line.
BATCH_ALONE = "--batch 要与 --json 同用，且不能再带问题"
ASK_WHAT = "请给出问题，如：wencheng ask 湖州的四大体系是什么"
BAD_LINE = "第 {number} 行：{reason}"
BAD_LINES = "有 {count} 行没能回答，已在输出里逐行标明"
NOT_JSON = "不是 UTF-8 的 JSON"
NOT_A_RECORD = "应是带 id 和 turns 的对象"
BAD_TURNS = "turns 应是问题的列表，至少一个"
MORE_WORDS = ("", "更多")
"""What is typed for the rest of an answer that is longer than the screen."""

# Everywhere.
JOIN = "、"
HEADLINE = "《{headline}》"
OUTPUT = "输出"
