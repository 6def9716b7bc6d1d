"""The topographic map as SVG, from plain data. Pure: no Django, no files.

Known ground lies in light; what only a placement says has a hollow mark. Fading ground has mist,
the fringe shows as lit trailheads, the rest is fog with its outlines readable. Every skill is a
link with a name that says its state. There are classes only: ``map.css`` gives colours, ``map.js``
moves the view.
"""

from ascent.ui.topo.drawing import draw
from ascent.ui.topo.sheet import Node, Sheet, State, Trail
from ascent.ui.topo.views import Box, View, box, box_of, views

__all__ = ["Box", "Node", "Sheet", "State", "Trail", "View", "box", "box_of", "draw", "views"]
