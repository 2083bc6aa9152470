"""Handlers: what people send, one module for each kind of it."""
