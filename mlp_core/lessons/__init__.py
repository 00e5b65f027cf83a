"""Mathematics of the lesson pages: nothing in the engine imports it."""
