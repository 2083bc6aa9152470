"""PDFs, by PDFium: glyphs as they stand on a page become lines, shapes become rules and frames.

sheets      the door: a file's bytes → its sheets
glyphs      what PDFium tells of a page; `rotation` sets it upright
neighbours  which glyphs stand side by side, and where a gutter parts them; `strips` finds them
rows        lines level and upright
ink, rules  how heavy lines look; rules drawn in pieces
"""
