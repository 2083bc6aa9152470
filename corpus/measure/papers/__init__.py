"""Ordinary newspaper pages made from any text, as PDFs with their gold.

newspaper    one page; composing: areas become articles
headlines    over columns, beside them, upright; filling: text in columns
setting      areas, holes, styles; wording: headlines and credits from a text
typesetting  the PDF
"""
