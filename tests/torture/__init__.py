"""What the data survives: killed processes, failing disks, lost power. Run by `make torture`."""
