"""Names and contents that no honest file has."""

from tests.systems import can_be_named

# ruff: noqa: E501  # tables

NAMES = tuple(filter(can_be_named, (
    b"\xff\xfe.xlsx", b"=cmd.xlsx", b"a\nb.xlsx", "\u202excod.xlsx".encode(), b"-rf.xlsx",
    ("长" * 80 + ".xlsx").encode(), b"<img src=x>.xlsx", "新建文件夹(1).xlsx".encode(), b" .xlsx", b".xlsx",
    b"a.XLSX", "区教育局.xlsx.exe".encode(), b"con.xlsx", b"a;b'c\"d.xlsx", b"%s.xlsx", b"a&b.xlsx",
)))  # fmt: skip
MEMBERS = (
    "../../../../tmp/out.xlsx", "/etc/x.xlsx", "C:\\Windows\\x.xlsx", "a\nb.xlsx", "a\u202excod.xlsx",
    "x" * 60_000 + ".xlsx", "con.xlsx", "a\x00b.xlsx", "\x01", "=cmd.xlsx", "文件.xlsx", "a/" * 900 + "b.xlsx",
)  # fmt: skip
PAYLOADS = (
    b"[1]", b"1", b"null", b'"x"', b"{}", b"", b"{", b"\xff\xfe", b"[" * 90_000, b'{"a":' * 40_000,
    b"[" + b"9" * 5_000 + b"]", b'{"kind":["year-package"]}', b'{"kind":"year-package","schema":1}',
    b'{"schema":1}', b'{"schema":1,"kind":null}', b'{"schema":99}', b'{"schema":1e999}', b"NaN",
    b'{"kind":"return-slip","schema":1,"remarks":' + b"[" * 5_000, b'{"a":"\\ud800"}',
    b'{"kind":"plan","schema":1}', b'{"schema":true}', b"1" * 400_000, b"[" + b"1," * 900_000 + b"1]",
    b'{"answers":' + b'{"a":1,' * 3_000 + b'"b":1}' + b"}" * 3_000, b" " * 3_000_000 + b"{}",
)  # fmt: skip
ROWS = ("signature", "secret", "department", "printed", "chunk2", "chunks", "schema", "sha256", "key", "by")  # fmt: skip
HEADS = (
    b"From: a@b\r\nContent-Type: multipart/mixed; boundary=b", b'From: a@b\r\nContent-Type: multipart/mixed; boundary=""',
    b"From: a@b\r\nContent-Type: message/rfc822\r\n\r\n" * 30, b"Received: x\r\nSubject: =?utf-8?B?////?=",
    b"From: a@b\r\nContent-Type: a/b; name*0*=utf-8''%FF; name*999999999=x; name*1=y",
    b"From: a@b\r\nContent-Type: a/b; " + b'n="' * 3_000, b'From: a@b\r\nContent-Disposition: attachment; filename="=?x-unknown?Q?a?="',
    b"From: a@b\r\nContent-Type: a/b; name=" + b"=?utf-8?q?=41?= " * 700, b"From: " + b"(" * 9_000,
    b"From: a@b\r\nContent-Type: multipart/mixed; boundary*=utf-8''%00\r\nMIME-Version: 1.0",
    b"From: a@b\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=a.xlsx",
)  # fmt: skip
CONTENTS = (
    b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"%PDF-1.7", bytes(900), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99,
    b"<html><img src=/dev/zero>", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM '/etc/passwd'>]><a>&b;</a>",
    b"From: a@b\r\n" * 900, b"\x1f\x8b\x08" + bytes(99), b"7z\xbc\xaf\x27\x1c" + bytes(99), b"SQLite format 3\x00",
)  # fmt: skip
TOMLS = (
    ".".join(["a"] * 40_000) + " = 1\n", "a = " + "[" * 30_000, "a = " + "9" * 5_000, "a = 1e999999999\n",
    "a = 0x" + "f" * 9_000, 'a = "' + "x" * 1_900_000 + '"\n', "[" + ".".join('"a"' for _ in range(9_000)) + "]\n",
    "\n".join(f"[a{n}]" for n in range(30_000)), "\n".join(f"a.b{n} = {n}" for n in range(30_000)),
    "a = {" + "b = {" * 5_000, "\x00", "a = 1\na = 2\n", "a = '''" + "'" * 9_000, 'a = """' + "\\\n" * 9_000,
    "[[rule]]\n" * 9_000, "a = 1979-05-27T07:32:00.999999999999Z\n", "a = " + "[1, " * 900 + "1" + "]" * 900,
)  # fmt: skip
