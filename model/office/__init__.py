"""The office's year: what its pages read and what its people decide.

OfficeYear (year.py) holds departments, versions and conflicts; receive (inbox.py) is a job; undo
and obstacles are in undo_import.py; rates, reminder and contacts in board.py; reviews.py and
rulings.py write whatever a person decides.
"""
