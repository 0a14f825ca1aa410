"""Which kind of file a workbook is by the tables in it."""

from collections.abc import Collection, Mapping

from model.domain.duty_sheet import DutySheet
from model.domain.package import YearPackage
from model.domain.plan_file import PlanFile
from model.domain.rectification import RectificationNotice, RectificationReply
from model.domain.return_slip import ReturnSlip
from model.domain.review_file import ReviewFile, ReviewPack
from model.domain.section import SectionSheet
from model.workbook.duty_sheet.layout import DUTY_TITLES
from model.workbook.keys import COVER, PACKET, TITLES
from model.workbook.package.layout import PACKAGE_TITLES
from model.workbook.plan_file.layout import PLAN_FILE_TITLES
from model.workbook.rectification.layout import NOTICE_TITLES, REPLY_TITLES
from model.workbook.review_file.layout import REVIEW_FILE_TITLES
from model.workbook.review_pack.layout import REVIEW_PACK_TITLES
from model.workbook.section_sheet.layout import SECTION_TITLES
from model.workbook.slip.layout import SLIP_TITLES

OTHER_TITLES: Mapping[str | None, Mapping[str, str]] = {
    YearPackage.KIND: PACKAGE_TITLES,
    ReturnSlip.KIND: SLIP_TITLES,
    DutySheet.KIND: DUTY_TITLES,
    SectionSheet.KIND: SECTION_TITLES,
    ReviewFile.KIND: REVIEW_FILE_TITLES,
    ReviewPack.KIND: REVIEW_PACK_TITLES,
    RectificationNotice.KIND: NOTICE_TITLES,
    RectificationReply.KIND: REPLY_TITLES,
    PlanFile.KIND: PLAN_FILE_TITLES,
}


def other_kind(tables: Collection[str]) -> str:
    """The kind of record that has *tables*; "" for a report, or if unknown. One sheet of several
    tells nothing: a summary has one of the same key.
    """
    found = set(tables)
    if found & (TITLES.keys() - {COVER, PACKET}):  # a package has a cover, too
        return ""
    kinds = (
        kind
        for kind, titles in OTHER_TITLES.items()
        if len(found & titles.keys()) >= min(2, len(titles))
    )
    return next(kinds, None) or ""
