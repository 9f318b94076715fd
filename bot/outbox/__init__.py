"""What the bot sends: a waiting message and its states, the decision after a try, and the one sender."""
