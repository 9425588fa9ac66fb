"""Cases, games and ledgers made up in memory, for tests of more than one part."""
