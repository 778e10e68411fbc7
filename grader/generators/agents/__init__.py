"""Scripted agents, run in simulated worlds: what the skill `agent-trajectory` makes its items from.

A `World` has tools that look at it or change it. A `Family` is one kind of task in such a world, with a
script that an agent follows and with faults that can be put into it. What became of a run is never taken
from the faults: `judge` replays the calls in a fresh world and reads each step from what it changed, what
had been seen before it, and what was asked.
"""
