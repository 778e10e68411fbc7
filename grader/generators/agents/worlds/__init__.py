"""The worlds that agents work in: each a state, and tools that look at it or change it."""
