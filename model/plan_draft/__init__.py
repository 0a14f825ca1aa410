"""From a plan's published text to a first draft of its folder (assets/plan/README.md)."""
