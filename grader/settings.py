"""Where things are: the content that ships with the product and the learner's workspace.

Nothing here touches the disk at import time; the functions read the environment when called, so that
tests and hubs can point them elsewhere.
"""

from __future__ import annotations

import getpass
import os
import re
from pathlib import Path

from grader.errors import QualprepError

WORKSPACE_VARIABLE = "QUALPREP_WORKSPACE"
CONTENT_VARIABLE = "QUALPREP_CONTENT"
LEARNER_VARIABLE = "QUALPREP_LEARNER"
DATABASE_VARIABLE = "QUALPREP_DATABASE"


def content_root() -> Path:
    """Return the folder that holds ``curriculum/``, ``exercises/`` and ``solutions/``.

    That is the clone, unless ``QUALPREP_CONTENT`` names another folder.
    """
    named = os.environ.get(CONTENT_VARIABLE)
    if named:
        return Path(named).expanduser().resolve()
    return Path(__file__).resolve().parent.parent


def workspace() -> Path:
    """Return the learner's folder, outside the clone: lessons, answers and settings live there.

    ``QUALPREP_WORKSPACE`` names it; otherwise it is ``qualprep`` in the home folder.
    """
    named = os.environ.get(WORKSPACE_VARIABLE)
    return Path(named).expanduser().resolve() if named else Path.home() / "qualprep"


def mocks_folder() -> Path:
    """Return the folder of the learner's own mocks, with a folder in it for each form."""
    return workspace() / "mocks"


def answers_path() -> Path:
    """Return the file that holds the learner's answers when no database address is set."""
    return workspace() / "answers" / "answers.sqlite"


def database() -> str | Path:
    """Return the database's address (``QUALPREP_DATABASE``) or, by default, a file's path."""
    return os.environ.get(DATABASE_VARIABLE) or answers_path()


def learner() -> str:
    """Return the name under which answers are kept.

    ``QUALPREP_LEARNER``, else the name that JupyterHub gives its user, else the login name.

    Raises:
        QualprepError: The name is empty or holds characters that are not safe in file names.
    """
    name = os.environ.get(LEARNER_VARIABLE) or os.environ.get("JUPYTERHUB_USER")
    if not name:
        try:
            name = getpass.getuser()
        except (KeyError, OSError):  # a container whose user has no name
            name = "learner"
    if not re.fullmatch(r"[\w.@+-]{1,120}", name):
        raise QualprepError(
            what=f"The learner's name {name!r} cannot be used.",
            where=LEARNER_VARIABLE,
            do="Use letters, digits, and . _ @ + - only.",
        )
    return name
