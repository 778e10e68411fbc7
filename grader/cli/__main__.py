"""Runs the command as ``python -m grader.cli``, for whoever has no ``qualprep`` on the path."""

from grader.cli import main

main(prog_name="qualprep")
