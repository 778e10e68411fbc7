"""The goal of a request: what a sound run finds out in a case, and the state that it leaves behind."""

from __future__ import annotations

import copy

from grader.generators.tools.mem import Mem
from grader.generators.tools.setting import Setting
from grader.generators.tools.story import Start
from grader.generators.tools.verdicts import ReplayError
from grader.generators.tools.world import BUSY, State, execute


def solved(setting: Setting, start: Start) -> tuple[Mem, State]:
    """Return what a sound run finds out, and the state that it leaves: the goal of the request."""
    state = copy.deepcopy(start.state)
    mem = Mem(start.asks, start.given, start.story.facts)
    for need in start.story.needs:
        if need.only_if is not None and not need.only_if(mem):
            continue
        if need.consent is not None and need.consent(mem):
            continue
        args = {name: source.get(mem) for name, source in need.args.items()}
        made = execute(setting.words.tools, setting.handlers, state, need.tool, args)
        if made.result == {"error": BUSY}:
            made = execute(setting.words.tools, setting.handlers, state, need.tool, args)
        if made.failed:
            raise ReplayError(f"{setting.slug}: {need.tool} fails in a sound run: {made.result}")
        mem.results[need.key] = made.result
    return mem, state
