"""The record as files: one CSV per table, described by a datapackage.json."""
