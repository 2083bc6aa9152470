"""Files that are made to do harm, or that came to grief, and what becomes of whoever reads them."""
