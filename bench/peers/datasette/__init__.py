"""A canned query, and how to ask it for rows with what is nested in them."""

from pathlib import Path

METADATA = Path(__file__).with_name("metadata.yaml")
AS_ROWS = "_shape=array&_json=negotiation&_json=topic&_json=standing"
