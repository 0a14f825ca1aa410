"""Makes assets/icons/app.png and app.ico from app.svg."""

import io
import os
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parent.parent / "assets/icons"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)  # px; what Windows shows at 100 to 250 %


def drawn(renderer: QSvgRenderer, size: int) -> Image.Image:
    """The drawing at *size*, rendered for it and not scaled down."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(buffer.data().data()))


def main() -> None:
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(ICONS / "app.svg"), application)
    images = [drawn(renderer, size) for size in SIZES]
    largest = images[-1]
    largest.save(ICONS / "app.png", optimize=True)
    largest.save(ICONS / "app.ico", append_images=images[:-1], sizes=[i.size for i in images])
    print(f"{ICONS}: app.png, app.ico ({', '.join(map(str, SIZES))} px)")


if __name__ == "__main__":
    main()
