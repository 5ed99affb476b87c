"""How the tables came to be, step by step; alembic is imported only when a step is missing."""

REVISION = "0022"
