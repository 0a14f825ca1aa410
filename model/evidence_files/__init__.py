"""佐证材料 as files: kept with the data under their SHA-256, looked after, packed for the mail."""
