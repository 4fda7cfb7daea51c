"""What is read where. One module for each module of models."""
