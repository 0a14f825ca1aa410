"""Whether the desktop shows everything in high contrast.

Windows is asked; Qt 6.8 tells of none, and other desktops have no one way to ask.
"""

import sys

ASK, IS_ON = 0x42, 1  # SPI_GETHIGHCONTRAST, HCF_HIGHCONTRASTON


def system_wants_contrast() -> bool:
    if sys.platform == "win32":
        import ctypes

        class HighContrast(ctypes.Structure):
            _fields_ = (
                ("size", ctypes.c_uint),
                ("flags", ctypes.c_uint),
                ("scheme", ctypes.c_wchar_p),
            )

        asked = HighContrast(ctypes.sizeof(HighContrast), 0, None)
        told = ctypes.windll.user32.SystemParametersInfoW(ASK, asked.size, ctypes.byref(asked), 0)
        return bool(told and asked.flags & IS_ON)
    return False
