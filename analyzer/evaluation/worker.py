"""A process that answers: reads tasks from a socket, sends records back, until the socket ends.

Started by path of module with the number of its descriptor: `python -m analyzer.evaluation.worker 7`.
"""

import signal
import sys
from multiprocessing.connection import Connection

from analyzer.evaluation.judging import judged
from analyzer.evaluation.peers import RESPONDENTS
from analyzer.session import Analyzer


def serve(line: Connection) -> None:
    """Answer every task; the sandbox that is missing is told as such, and ends the work."""
    with Analyzer() as analyzer:
        while True:
            try:
                task = line.recv()
            except EOFError:
                return
            line.send(judged(task, RESPONDENTS[task.respondent], analyzer))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when it is over
    serve(Connection(int(sys.argv[1])))
