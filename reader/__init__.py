"""Reader: read, understand and annotate articles and books in a terminal."""

__version__ = "0.1.0"
