"""Imports: passages that stand on no page, JSON lines kept beside the pages."""
