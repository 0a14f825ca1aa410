"""Inputs that a stranger made from this app's files, each with what must be said of it."""
