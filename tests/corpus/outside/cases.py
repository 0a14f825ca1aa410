"""What came, and what is to be said of it: reported from outside, kept word for word."""
# ruff: noqa: E501  what is to be said stands in one line; only CASES names the inputs

import io
import re
import zipfile

from tests.corpus.outside.edits import (
    MacName,
    case,
    default,
    merge,
    moved,
    number,
    ole,
    packed,
    part_of,
    put,
    relate,
    style_of,
    text,
    zipped,
)


# F1 names of files that are no UTF-8 (unzipped on Linux from a Windows zip)
@case(
    "gbk_file_name", "rc0", how="merge", file="望海楼街道办事处_2025年度自评估.xlsx".encode("gbk")
)
def _(b):
    "A sound export whose NAME is GBK bytes, in a folder: merge must not die; the file counts."
    return packed(b.export())


# F2 rows moved without their hidden key
@case(
    "template_rows_sorted_without_keys",
    "warn|reject",
    says="方案要求|不一致|对不上|错行|移动|任务清单",
)
def _(b):
    "Template: B..J of the task list rotated by one row (sorted / pasted), hidden column A stays: answers go to the wrong tasks."
    p = b.filled()
    moved(p, "任务清单", [(r, r + 1 if r < 20 else 5) for r in range(5, 21)], "BCDEFGHIJ")
    return packed(p)


@case("template_two_indicator_rows_swapped", "warn|reject", says="指标")
def _(b):
    "Template: two rows of 指标 have changed places, C..L, hidden key stays."
    p = b.filled()
    moved(p, "指标", [(5, 8), (8, 5)], "BCDEFGHJK")
    return packed(p)


# F3 the date on a template's cover
DAYS = (
    (text("20260115"), "20260115", False),
    (number("46037"), "46037 without a date format", False),
    (text("1月15日"), "1月15日", True),
    (text("2026-01-15 00:00:00"), "2026-01-15 00:00:00", False),
    (text("约一月中旬"), "约一月中旬", True),
)
for i, (v, what, odd) in enumerate(DAYS):

    @case(
        f"template_date_{i}",
        "warn" if odd else "accept|warn",
        says="填报日期" if odd else "",
        how="check" if odd else "date",
        why=f"填报日期 {what}: understood, or asked about; never the day on which it was made",
    )
    def _(b, v=v):
        p = b.filled()
        put(p, "封面", "C9", v)
        return packed(p)


# F4 what SheetJS writes into every file
@case("sheetjs_default_bin", "accept", never="宏")
def _(b):
    "Content types name .bin as macroEnabled though there is no .bin part (SheetJS/sheetjs#1501)."
    p = b.export()
    default(p, "bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main")
    return packed(p)


# F5 VML that is no XML
@case("vml_br", "accept|warn", never="损坏|传输")
def _(b):
    "Excel's own drawing of a button or note with two lines: <br> without an end (ClosedXML#223, PhpSpreadsheet#3127)."
    p = b.export()
    s = part_of(p, "任务清单")
    relate(
        p,
        "xl/worksheets/_rels/" + s.rsplit("/", 1)[1] + ".rels",
        "rIdV",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing",
        "../drawings/vmlDrawing1.vml",
    )
    default(p, "vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
    p["xl/drawings/vmlDrawing1.vml"] = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="a"><v:textbox><div><font>填报<br>说明</font></div></v:textbox></v:shape></xml>'.encode()
    )
    return packed(p)


# F6 struck out text
@case("number_struck_out", "warn", says="指标 H5")
def _(b):
    "A clerk strikes 12 out and writes 95 behind it in the same cell: not 1295."
    p = b.filled()
    put(
        p,
        "指标",
        "H5",
        '<is><r><rPr><strike/><sz val="11"/></rPr><t>12</t></r><r><rPr><sz val="11"/></rPr><t>95</t></r></is>',
    )
    return packed(p)


# F7 unit overtyped
@case("template_unit_overtyped", "warn|reject", says="单位|吨")
def _(b):
    "Template of 区商务局: the unit 吨 beside the number overtyped with 万吨, number 12.5: not 12.5 吨 without a word."
    p = b.template("区商务局")
    put(p, "指标", "F16", text("万吨"))
    put(p, "指标", "H16", number("12.5"))
    return packed(p)


# F8 number formats that show something else
for i, (code, v, shown) in enumerate(
    [('0.00"万家"', "12", "12.00万家"), ("#,##0,", "12345", "12"), ('"9"0', "5", "95")]
):

    @case(
        f"template_format_{i}",
        "warn",
        says="指标 H5",
        why=f"number {v} in format {code} shows {shown}: ask, don't take {v} silently",
    )
    def _(b, code=code, v=v):
        p = b.template("区商务局")
        put(p, "指标", "H5", number(v), style=style_of(p, code))
        return packed(p)


for i, (code, shown) in enumerate([('[<50]0;"100"', "100"), ('"1"0', "188")]):

    @case(
        f"export_format_{i}",
        "warn",
        says="指标 H7",
        why=f"sealed 88 untouched, format {code} makes it show {shown}",
    )
    def _(b, code=code):
        p = b.export()
        put(p, "指标", "H7", number("88"), style=style_of(p, code))
        return packed(p)


# F9 merged rows
@case("template_rows_merged", "warn", says="合并")
def _(b):
    "Template: E5:E8 and G5:G8 merged because four tasks have the same answer: three lose theirs silently (eec#51)."
    p = b.filled()
    merge(p, "任务清单", "E5:E8", "G5:G8")
    return packed(p)


# F10 the evidence sheet is gone
@case("template_evidence_sheet_gone", "warn|reject", says="佐证材料")
def _(b):
    "Template: 佐证材料 deleted."
    p = b.filled()
    n = part_of(p, "佐证材料")
    s = p["xl/workbook.xml"].decode()
    p["xl/workbook.xml"] = re.sub(r'<sheet [^>]*name="佐证材料"[^>]*/>', "", s).encode()
    rel = p["xl/_rels/workbook.xml.rels"].decode()
    p["xl/_rels/workbook.xml.rels"] = re.sub(
        rf'<Relationship [^>]*{n.rsplit("/", 1)[1]}"[^>]*/>', "", rel
    ).encode()
    p["[Content_Types].xml"] = re.sub(
        rf'<Override [^>]*{n.rsplit("/", 1)[1]}"[^>]*/>', "", p["[Content_Types].xml"].decode()
    ).encode()
    del p[n]
    return packed(p)


# F11 year overtyped
@case("template_year_overtyped", "warn|reject", says="年度|2024|2025")
def _(b):
    "Template: 评估年度 on the cover overtyped with another year; the department's name is compared, the year is not."
    p = b.filled()
    put(p, "封面", "C7", text("2024年"))
    return packed(p)


# F12 bloat from years of copying between workbooks
@case("styles_60000", "accept|warn", never="大得不正常|多得不正常")
def _(b):
    "60,000 named styles (Excel's own limit is 65,490): what years of copying between workbooks leave behind; Excel opens it."
    p = b.export()
    s = p["xl/styles.xml"].decode()

    def xf(i):
        return f'<xf numFmtId="{i % 49}" fontId="0" fillId="0" borderId="0" applyAlignment="{i % 2}" applyProtection="0"><alignment vertical="center" indent="{i * 7919 % 251}"/></xf>'

    s = re.sub(
        r"<cellStyleXfs[^>]*>(.*?)</cellStyleXfs>",
        lambda m: f"<cellStyleXfs>{m[1]}" + "".join(map(xf, range(60000))) + "</cellStyleXfs>",
        s,
        flags=re.DOTALL,
    )
    s = re.sub(
        r"<cellStyles[^>]*>(.*?)</cellStyles>",
        lambda m: (
            f"<cellStyles>{m[1]}"
            + "".join(
                f'<cellStyle name="样式 {i * 7919 % 99991}" xfId="{i}"/>' for i in range(1, 60000)
            )
            + "</cellStyles>"
        ),
        s,
        flags=re.DOTALL,
    )
    p["xl/styles.xml"] = s.encode()
    return packed(p)


# F14 what it is by its first bytes
@case("esafenet", "reject", says="加密软件")
def _(b):
    "亿赛通 (E-SafeNet) encrypted file."
    return b"b\x14#e\x0e\x01\0\0E-SafeNet\0\0\0LOCK\0" + bytes(range(256)) * 8


@case(
    "winmail", "reject", says="winmail|Outlook|附件", never="填报程序重新导出", file="winmail.dat"
)
def _(b):
    "Outlook's TNEF envelope."
    return bytes.fromhex("789f3e22") + b"\1\0" * 500


@case("outlook_msg", "reject", says="邮件", file="邮件.msg")
def _(b):
    "An Outlook message, not a Word document."
    return ole(
        "Root Entry", "__nameid_version1.0", "__properties_version1.0", "__substg1.0_0037001F"
    )


@case("ofd", "reject", says="OFD|版式", file="通知.ofd")
def _(b):
    "The national fixed-layout format; 'unzip it first' is no help."
    return zipped(
        ("OFD.xml", '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>'),
        ("Doc_0/Document.xml", "<x/>"),
    )


@case("eml_dkim_first", "reject", says="邮件", file="报送.eml")
def _(b):
    "A mail whose first header is DKIM-Signature."
    return b"DKIM-Signature: v=1; a=rsa-sha256\r\nReceived: from a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"


@case("newline_before_zip", "reject|warn|accept", says="损坏|多余|传输|可以接收")
def _(b):
    "Two stray bytes before an otherwise whole workbook (web mail download): damaged, or repaired; not 'no Excel workbook'."
    return b"\r\n" + packed(b.export())


# F15
@case("zip_from_a_mac", "names", how="merge", says="区教育局", file="附件.zip")
def _(b):
    "A zip made on a Mac (UTF-8 names without the flag) with a file that is refused: its name must be readable."
    z = io.BytesIO()
    with zipfile.ZipFile(z, "w") as o:
        o.writestr(
            MacName("报送材料/区教育局_2025年度自评估.xlsx"), b"not a workbook \xff\x00\x01" * 20
        )
    return z.getvalue()


# controls: what a cure must not begin to accuse
@case("control_export", "accept")
def _(b):
    "The export as it is."
    return packed(b.export())


@case("control_template", "accept")
def _(b):
    "The filled-in template, nothing odd."
    return packed(b.filled())


@case("control_bold_part_of_a_number", "accept|warn", never="没有采用")
def _(b):
    "98.5 of which one digit is bold: rich text, no strike, no superscript."
    p = b.filled()
    put(
        p,
        "指标",
        "H6",
        '<is><r><rPr><b/><sz val="11"/></rPr><t>98</t></r><r><rPr><sz val="11"/></rPr><t>.5</t></r></is>',
    )
    return packed(p)


for i, code in enumerate(
    ["0.00_ ", "#,##0.00", '0.0"%"', "0_);(0)", "[$-804]0.00", "[Red]0.00;[Blue]-0.00"]
):

    @case(f"control_format_{i}", "accept", why=f"sealed 88 in the ordinary format {code}")
    def _(b, code=code):
        p = b.export()
        put(p, "指标", "H7", number("88"), style=style_of(p, code))
        return packed(p)


@case("control_printer_settings", "accept")
def _(b):
    "Excel's own Default for .bin: printer settings."
    p = b.export()
    default(p, "bin", "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings")
    p["xl/printerSettings/printerSettings1.bin"] = b"\0" * 200
    return packed(p)


@case("control_real_macro_still_refused", "reject", says="宏")
def _(b):
    "With a vbaProject.bin it must be refused as before."
    p = b.export()
    default(p, "bin", "application/vnd.ms-office.vbaProject")
    p["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0" + b"\0" * 600
    return packed(p)
