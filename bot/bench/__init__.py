"""The benchmark: speed, memory and hits, side by side with what others use."""
