"""The sections of a brief: each module gathers what its template beside it shows."""
