"""The office's counterpart of model/desk.py: what its pages read and write.

Office (office.py) holds the bodies, versions, conflicts; receive (receiving.py) is a job, after
which `office.refresh()`; undo and obstacles (undoing.py); rates, reminder, contacts (board.py);
Decisions (deciding.py) writes whatever a person decides.
"""
