"""Rows copied from a spreadsheet, understood as answers."""
