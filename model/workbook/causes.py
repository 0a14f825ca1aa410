"""Why a file was refused, in so few words that a row of a list has room for them."""

from model.workbook.codes import Reason

MOST = 12  # characters
CAUSES: dict[Reason, str] = {
    Reason.MISSING: "找不到文件",
    Reason.UNREADABLE: "读不出来",
    Reason.EMPTY: "空文件",
    Reason.TOO_BIG: "超过 20 MB",
    Reason.LOCK_FILE: "打开时留下的锁文件",
    Reason.OLD_EXCEL: "旧格式 .xls",
    Reason.ENCRYPTED: "设了打开密码",
    Reason.RIGHTS: "设了权限",
    Reason.STILL_PROTECTED: "没有解密",
    Reason.OPEN_DOCUMENT: "ODS 表格",
    Reason.BINARY_EXCEL: "旧格式 .xlsb",
    Reason.MACROS: "含有宏或控件",
    Reason.EMBEDDED: "表里插入了附件",
    Reason.ACTIVE: "含有自动取数的内容",
    Reason.OTHER_OFFICE: "Word 或演示文稿",
    Reason.PDF: "PDF",
    Reason.TEXT: "文本、网页或 CSV",
    Reason.MAIL: "邮件，没有附件",
    Reason.OUTLOOK: "Outlook 邮件",
    Reason.WINMAIL: "Outlook 邮件信封",
    Reason.WEB: "网页存档",
    Reason.OFD: "OFD 版式文件",
    Reason.NUMBERS: "Numbers 表格",
    Reason.ARCHIVE: "压缩包",
    Reason.LOCKED_ARCHIVE: "压缩包设了密码",
    Reason.PACKING: "压缩方式不支持",
    Reason.PICTURE: "图片",
    Reason.NOT_A_WORKBOOK: "不是 Excel 工作簿",
    Reason.DAMAGED: "已损坏",
    Reason.SUSPICIOUS: "内部结构不正常",
    Reason.BOMB: "展开后过大",
    Reason.DOCTYPE: "含有不允许的定义",
    Reason.TOO_MUCH: "内容过多",
    Reason.BLOAT: "样式或名称过多",
    Reason.BAD_CELL: "有单元格无法识别",
    Reason.AMBIGUOUS: "表或行重复",
    Reason.TIMEOUT: "读取用时过长",
    Reason.READER_DIED: "读取时超限",
    Reason.FAILED: "读取时出错",
    Reason.NO_SEAL: "不是填报的工作簿",
    Reason.BROKEN_SEAL: "数据包已损坏",
    Reason.NEWER: "程序版本较新",
    Reason.NOT_A_SUBMISSION: "报送不完整",
    Reason.OTHER_KIND: "任务包等其他文件",
    Reason.ELSEWHERE: "在别的页面收的文件",
    Reason.INCOMPLETE: "缺少必要的内容",
    Reason.OTHER_PLAN: "另一个方案的",
    Reason.OTHER_YEAR: "其他年度的",
    Reason.UNKNOWN_DEPARTMENT: "没有这个责任单位",
}


def cause_of(code: str) -> str:
    """For the code of a refusal; "" for one that this program does not know."""
    return CAUSES[Reason(code)] if code in CAUSES else ""
