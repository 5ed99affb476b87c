"""Charts as pictures, and the files that show how they look."""
