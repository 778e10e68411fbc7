"""Other programs: nbgrader and those to come. Each is imported only in its own place, when it is used."""
