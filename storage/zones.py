"""In which time zone a petition is: its own where it has one, else its organisation's."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables.organisations import organisation
from storage.tables.petitions import petition

OWN_ZONE = sa.func.coalesce(sa.func.nullif(petition.c.zone, ""), organisation.c.zone)
"""Of a petition that is joined with its organisation."""
