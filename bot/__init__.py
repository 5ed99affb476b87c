"""The processes: platforms, dispatch, and the command line."""
