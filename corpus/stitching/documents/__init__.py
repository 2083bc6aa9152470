"""Documents that hold whole reports, one behind the other: their parts tell what they are."""
