"""Admins in the browser: who may change the library; pages sent, looked at, mended, published."""
