"""Reading a question: what frames it, what it has to hold, and how it was misspelt."""
