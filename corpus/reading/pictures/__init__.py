"""Pictures of pages: the right way up, read by OCR in a process of their own, and shown again."""
