"""Whatever code page a PC has, a command's words arrive, and no sign ends it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

from model.headless.output import write_utf8

ROOT = Path(__file__).parents[3]
OUTSIDE_GBK = "CO₂ − €.xlsx"


def stream_in(encoding: str, *, terminal: bool = False) -> io.TextIOWrapper:
    class Pipe(io.BytesIO):
        def isatty(self) -> bool:
            return terminal

    return io.TextIOWrapper(Pipe(), encoding=encoding, newline="\r\n")


def test_that_a_pipe_in_code_page_936_gets_utf8_and_plain_line_ends():
    pipe = stream_in("gbk")
    write_utf8(pipe)
    pipe.write(f"{OUTSIDE_GBK}\n")
    pipe.flush()
    assert pipe.buffer.getvalue() == f"{OUTSIDE_GBK}\n".encode()


def test_that_a_terminal_keeps_its_encoding_and_stumbles_over_no_sign():
    terminal = stream_in("gbk", terminal=True)
    write_utf8(terminal)
    terminal.write("河北区 CO₂")
    terminal.flush()
    assert terminal.buffer.getvalue() == "河北区 CO".encode("gbk") + b"\\u2082"


def test_that_a_name_that_is_no_text_does_not_end_the_command():
    pipe = stream_in("utf-8")
    write_utf8(pipe, None, io.StringIO())
    pipe.write("坏\udcff名")
    pipe.flush()
    assert pipe.buffer.getvalue() == "坏\\udcff名".encode()


def test_that_a_sign_outside_the_code_page_reaches_who_asked(tmp_path):
    odd = tmp_path / OUTSIDE_GBK
    odd.write_bytes(b"%PDF-1.4")
    done = subprocess.run(
        [sys.executable, "main.py", "check", odd],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
        capture_output=True,
    )
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout.decode())["file"] == str(odd)
