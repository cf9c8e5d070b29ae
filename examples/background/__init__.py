"""Work that goes on in the background, and is waited for or ended before its owner leaves."""
