"""Parts of finding: who is asked about, what answers, what belongs together, what lacks."""
