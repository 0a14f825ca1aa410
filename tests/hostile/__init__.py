"""Files of strangers through both windows, made by seed, in limited processes: make hostile."""
