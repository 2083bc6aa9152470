"""The one HTTP server of the project: `server.serving` serves any ASGI application.

The web face, the interface for programs, Telegram's webhook, health and metrics all stand on it.
"""
