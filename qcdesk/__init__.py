"""qcdesk: quality control of sales calls on one computer."""

__version__ = "0.1.0"
