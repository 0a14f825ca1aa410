"""科室填报: a section's sheet filled in in a window of its own, whatever the app is otherwise."""
