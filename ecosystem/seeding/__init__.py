"""Bringing reference data and the demo city into the database, without overwriting what people wrote."""
