"""What kind of fact a question asks for, and whether a passage gives one."""
