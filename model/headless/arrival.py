"""One file read for `main.py check`: accepted or refused."""

from dataclasses import dataclass
from pathlib import Path

from model.consolidation.attachments import Attachment
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.reasons import Refusal
from model.workbook.report.read import Received, load_content, read_content, refusal_for


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """Either `received` or `refusal` is None."""

    received: Received | None = None
    refusal: Refusal | None = None

    @property
    def accepted(self) -> bool:
        return self.received is not None


def read_attachment(
    one: Attachment, questionnaire: Questionnaire, reader: WorkbookReader
) -> Arrival:
    """The same of a file that may lie in a zip or a mail."""
    try:
        return Arrival(received=read_content(one.name, one.content(), questionnaire, reader))
    except Exception as error:  # noqa: BLE001  # it costs this file alone
        return Arrival(refusal=refusal_for(one.name, error))


def read_file(path: Path, questionnaire: Questionnaire, reader: WorkbookReader) -> Arrival:
    try:
        content = load_content(path)
        return Arrival(received=read_content(path.name, content, questionnaire, reader))
    except Exception as error:  # noqa: BLE001  # it costs this file alone
        return Arrival(refusal=refusal_for(path.name, error))
