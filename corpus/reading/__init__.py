"""Reading: a file of any kind becomes the text of a page."""
