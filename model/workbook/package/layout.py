"""The sheets of a 年度任务包, apart from the rest: the reading child imports little else."""

TARGETS, DUTIES, RULES, CHANGES, BODIES = "targets", "duties", "rules", "changes", "bodies"
PACKAGE_TITLES = {
    TARGETS: "指标目标",
    DUTIES: "职责分工",
    RULES: "评估规则",
    CHANGES: "变更说明",
    BODIES: "责任单位",
}
