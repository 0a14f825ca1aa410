"""The sheets of a plan's draft, apart from the rest: the reading child imports little else."""

CLAUSES, MEASURES, TARGETS, BODIES = "plan_clause", "plan_measure", "plan_target", "plan_body"
DRAFT_TITLES = {CLAUSES: "条款", MEASURES: "任务清单项", TARGETS: "方案指标", BODIES: "责任单位"}
DIFFERENCES, CHOICE = "plan_difference", "choice"
DIFFERENCE_TITLES = {DIFFERENCES: "两份初稿比对"}
