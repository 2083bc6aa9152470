"""Stitching: the text of a page, in whatever order its columns came out, becomes its reports.

Blocks, head lines, places and bylines are known by their form; `joins` weighs which block reads on
from which, and `layout` and `search` find the best reading of all of them at once.
"""
