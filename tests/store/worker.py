"""Hand in the attempts of a file, one by one, and print each id once it is acknowledged.

Run as a process of its own, so that it can be killed, starved of disk space or of rights.
"""

import argparse
import json
import os
import resource
import sys
from pathlib import Path

from grader.store import Attempt, StoreError, open_store

parser = argparse.ArgumentParser()
parser.add_argument("store")
parser.add_argument("attempts", type=Path)
parser.add_argument("--largest-file", type=int, help="bytes that no file may grow beyond")
parser.add_argument("--user", type=int, help="whom to become before opening the store")
given = parser.parse_args()

attempts = [Attempt.model_validate_json(line) for line in given.attempts.open(encoding="utf-8")]
with open_store("sqlite://") as warm_up:  # imports everything while this user still may read it
    warm_up.add_attempt(attempts[0])
if given.user is not None:
    os.setgid(given.user)
    os.setuid(given.user)
try:
    with open_store(given.store) as store:
        if given.largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (given.largest_file, given.largest_file))
        for attempt in attempts:
            store.add_attempt(attempt)
            print(attempt.id, flush=True)
except StoreError as error:
    sys.exit(json.dumps({"kind": type(error).__name__, "text": str(error)}))
