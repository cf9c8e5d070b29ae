"""Whether the thread of the tests works, waits or is stuck, and how it is got out."""
