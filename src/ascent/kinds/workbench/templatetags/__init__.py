"""Template tags that the pages of activities share."""
