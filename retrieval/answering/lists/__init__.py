"""Lists: what a report counts off, in paragraphs, clauses or words, and the forms it does it in."""
