"""The sheet of 复核意见, apart from the rest: the reading child imports little else."""

REVIEWS = "reviews"
REVIEW_FILE_TITLES = {REVIEWS: "复核意见"}
