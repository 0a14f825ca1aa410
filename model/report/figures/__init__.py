"""Pictures of the year: data → matplotlib Figure, without Qt and pyplot.

A figure is as wide as the text of a printed page, and the same on screen, in a file and in the
report; on screen it has the colours of the theme (`model/report/figure_look.py`).
"""

from model.report.figures.canvas import pdf_bytes, png_bytes, smallest_letters
from model.report.figures.change import change_figure
from model.report.figures.distribution import distribution_figure
from model.report.figures.indicators import indicators_figure
from model.report.figures.lost import lost_by_section, lost_figure
from model.report.figures.matrix import matrix_figure
from model.report.figures.one_page import OnePage, one_page_figure
from model.report.figures.rectification import rectification_figure
