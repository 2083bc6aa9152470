"""Measuring: made-up pages, how well they are put together, and the weights fitted on pages."""
