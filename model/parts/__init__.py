"""Parts (分包): work that goes out to another person as a file and comes back to be joined."""
