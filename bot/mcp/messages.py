"""What assistants are told: of the server, of each tool, and of what is not there."""

INSTRUCTIONS = (
    "在报纸报道里找答案，只引原文，字字有出处。引用时请照抄 text 或 lead，"
    "并写明城市、发言人、题目；status 是 not_found 就是报道里没有，不要自己编。"
)
ASK = (
    "问一个问题。lead 是直接回答的原文（passages 里某段 text 的一截），passages 是有关的段落，"
    "各有城市、发言人、职务、题目、记者。before 是同一次谈话里前面问过的问题，city 只看一个地方。"
)
PASSAGE = "按编号取一段原文。"
REPORT = "按一段的编号取它所在的整篇报道。"
LIST = "有哪些地方、哪些版面，各版有哪些报道。"
UNKNOWN = "没有编号是 {id} 的段落"
