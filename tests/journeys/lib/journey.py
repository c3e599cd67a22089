# SPDX-License-Identifier: EUPL-1.2
"""What the journeys on the short démarche of tests/journeys/content begin with."""
from stage import SMALL_CONTENT, stage

ANSWERS = {"couleur": "vert", "nom": "Anne-Sophie L'Hôte"}

__all__ = ["ANSWERS", "SMALL_CONTENT", "stage"]
