"""`wencheng eval`: measure retrieval on a set of questions."""

import json
from pathlib import Path

import click

from retrieval.measure.evaluate import evaluate

_LABELS = {
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
_FILE = click.Path(path_type=Path)


@click.command("eval")
@click.option("--passages", type=_FILE, required=True, metavar="FILE", help="段落，每行一个 JSON。")
@click.option("--queries", type=_FILE, required=True, metavar="FILE", help="问题，每行一个 JSON。")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象。")
def command(passages: Path, queries: Path, as_json: bool) -> None:
    """用一套问题衡量检索：准不准、快不快、该沉默时沉不沉默。"""
    figures = evaluate(passages, queries)
    if as_json:
        click.echo(json.dumps(figures))
        return
    for key, value in figures.items():
        shown = "—" if value is None else f"{value:.4f}" if value < 10 else f"{value:.1f}"
        click.echo(f"{key:<16}{shown:>10}  {_LABELS[key]}")
