"""Published bugs of released packages: found in the bad version, silent in the one that fixed them."""
