"""The library shown: whole reports, and pages as they were printed, a passage marked on them."""
