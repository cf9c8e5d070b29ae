"""Mends what rules have found: puts fixes into the text, checks it again, writes files whole."""
