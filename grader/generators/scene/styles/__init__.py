"""The kinds of pictures, each with its own things to find and its own things to fall for."""

from grader.generators.scene.stage import Style
from grader.generators.scene.styles import (
    carpark,
    cells,
    conveyor,
    kitchen,
    marina,
    street,
    warehouse,
    workshop,
)

STYLES: dict[str, Style] = {
    module.STYLE.name: module.STYLE
    for module in (street, warehouse, carpark, cells, kitchen, marina, conveyor, workshop)
}
"""Every style by name. Adding one: a module beside this file and its name here."""

__all__ = ["STYLES"]
