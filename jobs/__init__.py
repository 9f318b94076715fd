"""The timers: one scheduler and the few jobs that it wakes."""
