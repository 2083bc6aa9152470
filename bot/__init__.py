"""An Answer reaches people: the command line, the chat, Telegram."""
