"""The sheets of 整改, apart from the rest: the reading child imports little else."""

NOTICE, REPLY, LEDGER = "rectification_notice", "rectification_reply", "rectification_ledger"
NOTICE_TITLES = {NOTICE: "整改通知单"}
REPLY_TITLES = {REPLY: "整改反馈单"}
LEDGER_TITLE = "整改台账"
