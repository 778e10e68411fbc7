"""Small worlds with typed tools: a run of calls is really executed, and judged by schema, replay and goal.

The layers, lowest first: `schema` (what a call may hold), `world` (tables that tools read and change),
`story` (what a request needs), `speech` (sentences that know what they claim), `play` (an assistant that
does its work, with or without faults), `oracle` (the judgment, from the transcript alone), `plants` (where
a fault could be put), `explain` (what a learner is told), `worlds` (the settings).
"""
