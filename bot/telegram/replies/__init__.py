"""Replies: what people get, from answers and the library to messages and keyboards sent."""
