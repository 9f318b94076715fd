"""A Telegram bot for people who have denosumab injections for osteoporosis."""

import os

# python-telegram-bot announces that waits become timedelta: taken at its word before it is imported.
os.environ.setdefault("PTB_TIMEDELTA", "1")
