"""清除往年个人信息: what goes and what stays is shown first, and asked about twice."""

from functools import partial

from PySide6.QtWidgets import QWidget

from model.domain.plan import Plan
from model.domain.wording import day_words
from model.errors import AppError
from model.office.file_verdicts import bodies_in_name
from model.store.personal_data import (
    PersonalData,
    clear_personal_data,
    fetch_clearings,
    past_years,
    personal_data,
)
from model.store.settings import Role
from ui.alerts import ask, ask_why, show_error, tell
from ui.session import Session, SessionChanges

CLEAR = "清除往年个人信息…"
KEPT_WORDS = (
    "程序里的个人信息有：封面上的填报人、审核人、负责人和电话，任务包里的联系人，科室的联系人，"
    "以及办理记录里经办人的姓名。它们只在这台电脑的数据文件和备份里，一直保存到有人清除为止；"
    "不需要身份证号一类的信息，也请不要填写。数据文件夹只有当前用户能打开；"
    "放在U盘上，或者程序旁边的“数据”文件夹里，就没有这层保护。"
)
STAYS = (
    "保留：填报内容、佐证材料、得分、复核意见，以及谁复核、谁签发、谁封存等办理记录，"
    "退回单、整改通知单上办公室的经办人和电话也在内：事情由谁办的，以后要查得到。"
    "校验码不变。已经发出的文件、邮件和U盘上的备份不在这里，请另行处理。"
)
OFFICE_FIRST = "只能清除已经封存的年度，请先在“年度任务包”页封存。"
NONE_YET = "往年没有可以清除的个人信息。"


def kept_words(session: Session) -> str:
    """What is kept about people and how long, and what was cleared when."""
    lines = [KEPT_WORDS]
    if done := fetch_clearings(session.db):
        last = done[-1]
        lines.append(f"{day_words(last.at)}由{last.by}清除过{_years((last.first, last.last))}的。")
    return "\n".join(lines)


def clear_past_people(session: Session, parent: QWidget) -> None:
    """Clears names and telephones of past years, once that was agreed to twice."""
    profile = session.profile
    office = profile is None or profile.role is Role.OFFICE
    years = past_years(session.db, None if office or profile is None else profile.year)
    found = personal_data(session.db, years)
    if found.nothing:
        tell(NONE_YET, [OFFICE_FIRST] if office and not years else [], parent)
        return
    title = f"清除{_years(years)}的个人信息？"
    if not ask(title, f"{_goes(found)}\n\n{STAYS}", "继续", parent):
        return
    originals = found.originals > 0 and ask(
        f"收到的原件（{found.originals} 份）也一并清除吗？",
        "原件里有填报人和电话，也是各单位报送的凭据。按规定要归档的，请先归档，或者保留。",
        "一并清除",
        parent,
        no="保留原件",
    )
    why = ask_why(
        "确实要清除吗？清除以后不能恢复。", "请写明经办人和理由，会记入清除的经过。", "清除", parent
    )
    if why is None:
        return
    try:
        held = clear_personal_data(
            session.db, years, why.by, why.reason, originals=originals,
            kept_of=partial(bodies_in_name, _plans(session, years)),
        )  # fmt: skip
    except AppError as error:
        show_error(error, parent)
        return
    session.changed.emit(SessionChanges(terms=True))
    told = f"已清除{_years(years)}的个人信息，并新做了一份备份。"
    if held:
        told += f"但有 {len(held)} 份此前的备份正被其他程序占用，没有删掉。"
        told += "请关闭占用它们的程序，再自行删除："
    tell(told, [str(path) for path in held], parent)


def _plans(session: Session, years: tuple[int, ...]) -> tuple[Plan, ...]:
    """By which the senders of files of *years* are known, in those years and in this one."""
    return (session.plan, *(session.plans.terms(year).plan for year in years))


def _goes(found: PersonalData) -> str:
    counted = (
        (found.covers, "封面上的姓名和电话 {} 处"),
        (found.edits, "它们的修改记录 {} 条"),
        (found.records, "报送、任务包和科室表里的联系人 {} 份"),
        (found.files, "收到的文件名 {} 个"),
        (found.begun, "写了一半、没有办完的内容 {} 处"),
        (found.backups, "此前的备份 {} 份（随后新做一份）"),
    )
    return f"清除：{'、'.join(words.format(count) for count, words in counted if count)}。"


def _years(years: tuple[int, ...]) -> str:
    first, last = min(years), max(years)
    return f" {first} 年度" if first == last else f" {first}—{last} 年度"
