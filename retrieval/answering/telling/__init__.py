"""What is said in words: messages beside the quotations, and replies to small talk."""
