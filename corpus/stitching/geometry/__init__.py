"""Geometry: lines with places and sizes on a sheet of paper become the reports printed there.

    typography   what the body is set in
    furniture    masthead, foot, labels, captions: outside all reports
    headings     headlines with kicker, subtitle and byline
    columns      runs of text, cut into paragraphs; strips: into short reports
    order        where each stands, and how reports run over them
    articles     all of these told apart; assembly: and put together

Nothing here depends on who made the lines: a PDF's text layer or OCR.
"""
