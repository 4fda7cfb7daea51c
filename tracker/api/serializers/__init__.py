"""How a record looks in JSON. One module for each module of models."""
