"""Rows copied from a spreadsheet, read as answers; and answers copied as rows."""
