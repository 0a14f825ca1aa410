"""方案编制: a plan's text read, corrected step by step by people, and written out as its data."""
