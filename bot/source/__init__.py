"""The source of a passage as a picture: a page's sheets, the words framed on them, a cut-out.

`source.picture_of` makes what a chat or a file gets; the web face takes `sheets` and `outlines`.
"""
