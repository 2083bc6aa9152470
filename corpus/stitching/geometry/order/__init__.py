"""In which order pieces are read: from each headline to its text, from column to column.

scene        what stands above and beside what
scores       how well each piece follows each other
assignment   the best way to pair them all; flow: the reports that makes
certainty    how sure each join is
"""
