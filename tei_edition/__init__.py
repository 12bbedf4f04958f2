"""Plain text in; a proven, validated scholarly edition out, as TEI P5, HTML and text."""

__version__ = "0.1.0"
