"""The graph of skills: what comes before what. Pure."""
