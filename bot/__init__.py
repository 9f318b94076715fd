"""A Telegram bot for people who have denosumab injections for osteoporosis."""
