"""The sheet of a 退回单, apart from the rest: the reading child imports little else."""

SLIP = "slip"
SLIP_TITLES = {SLIP: "退回单"}
