"""The sheets of a plan that goes out as one file, apart from the rest: the reading child imports
little else.
"""

FACTS, CLAUSES, MEASURES = "plan_facts", "plan_clauses", "plan_measures"
TARGETS, BODIES, QUESTIONS = "plan_targets", "plan_bodies", "plan_questions"
PLAN_FILE_TITLES = {
    FACTS: "方案说明",
    CLAUSES: "方案条款",
    MEASURES: "方案任务",
    TARGETS: "阶段目标",
    BODIES: "方案单位",
    QUESTIONS: "待明确事项",
}
