"""Transport: updates received, kept until they are answered, and calls to the Bot API paced."""
