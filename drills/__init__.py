"""Drills: the whole service with real neighbours, which are broken while it answers. `script/drill NAME` runs one; they are no part of the tests."""
