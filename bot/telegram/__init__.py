"""The Telegram face: `wencheng telegram`."""
