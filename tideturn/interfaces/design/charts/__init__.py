"""Bar charts as frozen values: what to draw and where. The template `design/chart_bars.html` turns them into SVG.

Positions along the bar are percentages of the width and positions down the page are pixels, so that a chart fills
whatever width it is given while its words keep their size, on a phone as in print.
"""

from tideturn.interfaces.design.charts.bars import draw_bars
from tideturn.interfaces.design.charts.drawing import ChartDrawing
from tideturn.interfaces.design.charts.stacks import draw_stacks
from tideturn.interfaces.design.charts.values import Bar, Chart, Stack, StackedChart

__all__ = ["Bar", "Chart", "ChartDrawing", "Stack", "StackedChart", "draw_bars", "draw_stacks"]
