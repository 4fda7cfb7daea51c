"""To cite a view so that it can be found again, and to be told later whether it still says what it said, and if not, why."""
