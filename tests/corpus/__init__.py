"""Damaged, hostile and hand-edited workbooks, each with the verdict that it must get.

Every one is made inside a copy of a good workbook by changing bytes of the zip or of the XML, so
that it can't be dismissed as no workbook of ours. `python -m tests.corpus` runs them all.
"""
