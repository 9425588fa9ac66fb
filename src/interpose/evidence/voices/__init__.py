"""Whose words count: who speaks for a government, which claims stand on which days, and which of them decides."""
