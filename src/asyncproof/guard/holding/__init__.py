"""Who made an object, through whose code, and who holds it now."""
