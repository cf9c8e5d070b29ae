"""Programs that are correct on stock asyncio, each with the first rung that may break what it rests on."""
