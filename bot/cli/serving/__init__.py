"""Commands that run until they are stopped: the bot, the web pages, both, and assistants."""
