"""The sheet of a 复核包's contents, apart from the rest: the reading child imports little else."""

PACKED = "packed"
REVIEW_PACK_TITLES = {PACKED: "复核包"}
