"""Word files in 公文 format (GB/T 9704), written as the OOXML they are.

By hand rather than by python-docx: that would bring lxml along, which changes how openpyxl writes
workbooks, and East Asian fonts and page numbers would have to be written as XML all the same.
"""

from model.report.word.document import Document
from model.report.word.table import Cell, Grid
