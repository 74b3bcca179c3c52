"""Speech recognition: engines behind one protocol, and the weights they run on."""
