"""`python -m qcdesk`."""

from qcdesk.cli import main

if __name__ == "__main__":
    main()
