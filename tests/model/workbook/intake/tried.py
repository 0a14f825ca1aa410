"""What the child can be asked to try out; it knows the standard library alone."""

import sys
import time


def eats_memory(content: bytes) -> None:
    held = []
    while True:
        held.append(bytes(len(content) + 2**20))


def takes_for_ever(_: bytes) -> None:
    time.sleep(900)


def ends_the_process(_: bytes) -> None:
    sys.exit(3)


def fails(_: bytes) -> None:
    raise LookupError
