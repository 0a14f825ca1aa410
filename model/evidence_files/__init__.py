"""佐证材料 as files: kept beside the data file under their SHA-256, checked, packed for
the mail.
"""
