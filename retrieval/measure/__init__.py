"""Measuring: retrieval scored on question sets, and the weights fitted on them."""
