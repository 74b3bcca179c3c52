"""`python -m qcdesk`, and the entry of the frozen program."""

from multiprocessing import freeze_support

from qcdesk.cli import main

if __name__ == "__main__":
    # A frozen program starts its child processes from this very file.
    freeze_support()
    main()
