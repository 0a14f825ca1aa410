"""What `main.py check` says of one file, for programs: verdict, code, message, problems."""

from pathlib import Path

from model.headless.arrival import Arrival
from model.workbook.reasons import REMARKS, Notice, shown_name

ORDER = list(Notice)


def verdict(path: Path, arrival: Arrival) -> dict[str, object]:
    """A table of plain values. The code of a warning is that of the gravest remark."""
    file = shown_name(str(path))
    if arrival.refusal is not None:
        return {
            "file": file,
            "verdict": "reject",
            "code": arrival.refusal.code.value,
            "message": f"{arrival.refusal}{arrival.refusal.hint}",
            "problems": [str(problem) for problem in arrival.refusal.problems],
        }
    remarks = arrival.received.remarks if arrival.received else ()
    if not remarks:
        message = f"{shown_name(path.name)}：可以接收。"
        return {"file": file, "verdict": "accept", "code": "", "message": message, "problems": []}
    gravest = min((remark.code for remark in remarks), key=ORDER.index)
    sentence, cure = REMARKS[gravest]
    return {
        "file": file,
        "verdict": "warn",
        "code": gravest.value,
        "message": f"{shown_name(path.name)}：可以接收，有 {len(remarks)} 条提示。{sentence}{cure}",
        "problems": [str(remark) for remark in remarks],
    }
