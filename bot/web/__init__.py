"""What this process serves over HTTP: whether it is well, pictures that anybody may see, and webhooks."""
