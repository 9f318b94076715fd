"""Results become texts and keyboards here; nothing is decided and nothing is sent."""
