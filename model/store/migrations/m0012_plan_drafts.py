"""方案编制: texts of plans being made into data, and each step by which people corrected them."""

from sqlite_utils import Database


def migrate(db: Database) -> None:
    db.table("plan_draft").create(
        {
            "id": str,
            "title": str,  # as the text has it, or as people corrected it
            "source": str,  # name of the file it was read from; "" for words pasted
            "text": str,  # the words as they came
            "after": str,  # JSON: the edition it follows; "" for none
            "done": int,  # steps in force; those beyond can be redone
            "made_at": str,
            "changed_at": str,
        },
        pk="id",
        not_null={"title", "source", "text", "after", "done", "made_at", "changed_at"},
        strict=True,
    )
    db.table("plan_draft_step").create(
        {
            "draft": str,
            "number": int,  # from 1
            "content": str,  # JSON: what was corrected (model/plan_draft/corrections.py), and words
            "made_at": str,
        },
        pk=("draft", "number"),
        not_null={"content", "made_at"},
        strict=True,
    )
