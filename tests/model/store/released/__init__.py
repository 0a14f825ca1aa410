"""Data files as released versions wrote them, one each, never written again."""
