"""The index in an OpenSearch cluster: the same passages, the same ranks, for several machines."""
