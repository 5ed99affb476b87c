"""What is done by the clock: reminders, days ahead, forgetting in time, the nightly recount."""
