"""评估规则 and 变更说明: what a 年度任务包 says in sentences."""

from collections.abc import Iterator

from model.domain.numbers import number_text
from model.domain.plan import Indicator
from model.scoring.rulebook import Rule, Rulebook, TotalRule
from model.workbook.package.content import PackageReport
from model.workbook.package.layout import CHANGES, PACKAGE_TITLES, RULES
from model.workbook.paper.styles import HEADING, Look
from model.workbook.paper.table import Column, Row, Table

TOPIC = Look(font=HEADING, down="top")
TEXT, QUIET = Look(down="top"), Look(ink="quiet", down="top")


def rules_table(report: PackageReport) -> Table:
    book = report.rulebook
    return Table(
        key=RULES,
        title=PACKAGE_TITLES[RULES],
        heading=f"{report.package.year}年度评估规则",
        note=f"{report.subject}　{book.title}，{book.version}版，{book.published} 发布。"
        f"{book.reason}",
        columns=(
            Column(key="id", heading="编号", width=12, look=Look(across="center", down="top")),
            Column(key="title", heading="规则", width=26, look=TOPIC),
            Column(key="method", heading="算法与适用", least=26, look=TEXT),
            Column(key="reason", heading="说明", least=40, look=TEXT),
            Column(key="source", heading="依据", least=26, look=QUIET),
        ),
        rows=tuple(_rules(book, report)),
    )


def _rules(book: Rulebook, report: PackageReport) -> Iterator[Row]:
    yield _rule("grading", "等次", _grades(book), book.grading.reason, book.grading.source)
    for part in book.parts:
        maximum = f"满分 {number_text(part.maximum)} 分"
        yield _rule(f"part.{part.id}", f"{part.title}部分", maximum, part.reason, part.source)
    for rule in book.rules:
        yield _rule(rule.id, rule.title, _method(rule, report), rule.reason, rule.source)
    for total in book.total_rules:
        yield _rule(total.id, total.title, _reach(total, report), total.reason, total.source)
    proposals = book.proposals
    yield _rule("proposals", "建议名单", "由人决定", proposals.reason, proposals.source)


def _rule(key: str, title: str, method: str, reason: str, source: str) -> Row:
    shown = "" if key.islower() else key
    return Row(
        key=key,
        values={"id": shown, "title": title, "method": method, "reason": reason, "source": source},
    )


def _grades(book: Rulebook) -> str:
    return "；".join(
        grade.name if grade.at_least is None else f"{grade.name} {number_text(grade.at_least)} 分起"
        for grade in book.grades
    )


def _method(rule: Rule, report: PackageReport) -> str:
    covered = [item for item in report.items if rule.covers.matches(item)]
    kind = "指标" if any(isinstance(item, Indicator) for item in covered) else "任务"
    weight = "" if rule.weight == 1 else f"，权重 {number_text(rule.weight)}"
    single = f"，其中 {len(rule.weights)} 项另定权重" if rule.weights else ""
    return f"{rule.kind.label}。适用{kind} {len(covered)} 项{weight}{single}。"


def _reach(rule: TotalRule, report: PackageReport) -> str:
    if not rule.kind.covers_items:
        return f"{rule.kind.label}。"
    return f"{rule.kind.label}。适用 {sum(map(rule.covers.matches, report.items))} 项。"


def changes_table(report: PackageReport) -> Table:
    return Table(
        key=CHANGES,
        title=PACKAGE_TITLES[CHANGES],
        heading=f"{report.package.year}年度任务包变更说明",
        note=report.subject,
        columns=(
            Column(key="topic", heading="事项", width=22, look=TOPIC),
            Column(key="text", heading="说明", least=60, look=TEXT),
        ),
        rows=tuple(
            Row(key=key, values={"topic": topic, "text": text})
            for key, topic, text in _changes(report)
        ),
        empty="（没有变更）",
    )


def _changes(report: PackageReport) -> Iterator[tuple[str, str, str]]:
    package = report.package
    if package.reason:
        yield "reason", "办公室说明", package.reason
    for number, sentence in enumerate(report.news, start=1):
        yield f"news{number}", f"与上一版相比（{number}）", sentence
    for number, sentence in enumerate(report.reorganisations, start=1):
        yield f"body{number}", f"机构调整（{number}）", f"{sentence}。"
    for key, settled in sorted(package.settled.items()):
        yield f"settled.{key}", "已明确事项", f"{settled.decision}（{settled.by}，{settled.on}）"
    own = {i.id for i in report.plan.carried_by(report.department)} if report.department else set()
    for question in report.plan.questions:
        if not report.department or not own.isdisjoint((*question.about, report.department)):
            yield (
                f"open.{question.id}",
                "待明确事项",
                f"{question.question}\n目前按此处理：{question.default}",
            )
