"""The sheets of a 科室表, apart from the rest: the reading child imports little else."""

SECTION = "section"
OF_ITEMS = "section_"  # before the key of a report's table
ADDITIONS = f"{OF_ITEMS}addition"
PROOFS = f"{OF_ITEMS}evidence"
SECTION_TITLES = {
    SECTION: "科室填报表",
    f"{OF_ITEMS}measure": "任务清单",
    f"{OF_ITEMS}quantity": "指标",
    f"{OF_ITEMS}quality": "指标（定性）",
    f"{OF_ITEMS}support": "配合事项",
    f"{OF_ITEMS}supply": "供数指标",
    ADDITIONS: "补充事项",
    PROOFS: "佐证材料",
}
LAST_YEAR = "last_year"  # what was said the year before, to be looked at
HANDED_BACK = "handed_back"
ADDITION = "addition"
NUMBER, WORDS, NAME = "no", "words", "name"  # what tells a row that was moved without its key
