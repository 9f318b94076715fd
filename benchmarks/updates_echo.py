"""The yardstick of ``benchmarks.updates``: python-telegram-bot that says back what it hears, and nothing else."""

import logging
import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.inbox.answering import AT_ONCE


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    if message is not None and message.text is not None:
        await message.reply_text(message.text)


def main(token: str, base_url: str) -> None:
    logging.disable()
    builder = Application.builder().token(token).base_url(f"{base_url}/bot").concurrent_updates(AT_ONCE)
    application = builder.job_queue(None).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
