"""Template tags of the kind `project`."""
