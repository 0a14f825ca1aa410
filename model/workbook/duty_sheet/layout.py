"""The sheet of a 任务分解表, apart from the rest: the reading child imports little else."""

SHEET = "duty_sheet"
DUTY_TITLES = {SHEET: "任务分解表"}
LEAD, SUPPORT, COMMENT = "lead", "support", "comment"
