"""The program as a process, from its start to its end: `tei-edition`, or `python -m tei_edition`.

With a short text most of the time goes into the start and the end of the process. What imports make is
there to stay, so Python is not to search it for garbage again and again; and at the end the system takes the memory
back at once, where Python would first take apart every object.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress

_GARBAGE = 200_000  # objects between two searches for cycles; the program makes hardly any


def run() -> None:
    """Run the command that the command line names, and end the process."""
    gc.set_threshold(_GARBAGE)  # before anything else is imported
    from .cli import main

    try:
        main(prog_name="tei-edition")
    except SystemExit as end:
        threads = sys.modules.get("threading")  # loaded by what starts threads
        if isinstance(end.code, int) and (threads is None or threads.active_count() == 1):
            _leave(end.code)
        raise
    except OSError as error:
        status = _tell(error)
        sys.stdout = None  # what it holds cannot be written either
        _leave(status)


def _leave(status: int) -> None:
    """End the process after all that is to be done at its end."""
    atexit._run_exitfuncs()
    for stream in filter(None, (sys.stdout, sys.stderr)):  # one that was closed from the start is None
        try:
            stream.flush()
        except (OSError, ValueError) as error:
            status = _tell(error)
    os._exit(status)


def _tell(error: OSError | ValueError) -> int:
    """Say what cannot be written, most often standard output, which has no name; the status to end with."""
    from .commands.run import FAILED, unwritten

    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"{unwritten(getattr(error, 'filename', None) or 'standard output', error)}\n")
        sys.stderr.flush()
    return FAILED


if __name__ == "__main__":
    run()
