"""The terminal: answers and the library typeset, and a chat with line editing and history."""
