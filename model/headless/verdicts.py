"""The result of `main.py check` for one file, for programs: verdict, code, message, problems."""

from pathlib import Path

from model.workbook.reasons import REMARKS, Notice, Refusal, shown_name
from model.workbook.report.read import ReceivedReport
from model.workbook.sealed import Sealed, elsewhere

ORDER = list(Notice)


def verdict(path: Path, found: Sealed | Refusal) -> dict[str, object]:
    """The result as a table of plain values. The code of a warning is that of the
    gravest remark; "sample" is said of what is let in.
    """
    file = shown_name(str(path))
    if not isinstance(found, Refusal | ReceivedReport):
        found = elsewhere(path.name, found)
    if isinstance(found, Refusal):
        return {
            "file": file,
            "verdict": "reject",
            "code": found.code.value,
            "message": f"{found}{found.hint}",
            "problems": [str(problem) for problem in found.problems],
        }
    remarks = found.remarks
    if not remarks:
        message = f"{shown_name(path.name)}：可以接收。"
        return {
            "file": file,
            "verdict": "accept",
            "code": "",
            "message": message,
            "problems": [],
            "sample": found.submission.sample,
        }
    gravest = min((remark.code for remark in remarks), key=ORDER.index)
    sentence, cure = REMARKS[gravest]
    return {
        "file": file,
        "verdict": "warn",
        "code": gravest.value,
        "message": f"{shown_name(path.name)}：可以接收，有 {len(remarks)} 条提示。{sentence}{cure}",
        "problems": [str(remark) for remark in remarks],
        "sample": found.submission.sample,
    }
