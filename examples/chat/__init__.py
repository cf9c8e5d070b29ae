"""A chat room over WebSockets: what one says the others hear, and who goes is forgotten."""
