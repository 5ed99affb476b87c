"""Pictures of what people see: every scene of every platform, in the look of its app. `make gallery` makes them."""
