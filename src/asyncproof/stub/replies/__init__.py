"""What a host answers: replies of all kinds, and the ways not to answer."""
