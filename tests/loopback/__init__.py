"""What the strict servers have in common: waiting, faults in turn, broken connections, a process of its own."""
