"""Charts as pictures: drawn as SVG by our own code, and made to PNG in a process of its own."""
