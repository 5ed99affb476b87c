"""The peers: bots that only answer a tap and edit the card it stood on, with nothing stored and nothing decided.

`python -m benchmarks.telegram_peers ptb|aiogram ADDRESS`, a process each, until it is ended.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from benchmarks.bot_api import TOKEN

AFTER = "\n✓"


def run_ptb(address: str) -> None:
    """python-telegram-bot as its documentation shows it, over its stock transport."""
    from telegram import Message, Update
    from telegram.ext import ApplicationBuilder, CallbackQueryHandler, ContextTypes

    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query is not None
        assert isinstance(query.message, Message)
        await query.answer()
        await query.edit_message_text(f"{query.message.text}{AFTER}", reply_markup=query.message.reply_markup)

    application = ApplicationBuilder().token(TOKEN).base_url(f"{address}/bot").job_queue(None).build()
    application.add_handler(CallbackQueryHandler(answer))
    application.run_polling()


async def run_aiogram(address: str) -> None:
    """aiogram as its documentation shows it, with its own session."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import CallbackQuery, Message

    async def answer(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.answer()
        await query.message.edit_text(f"{query.message.text}{AFTER}", reply_markup=query.message.reply_markup)

    session: Any = AiohttpSession(api=TelegramAPIServer.from_base(address))
    dispatcher = Dispatcher()
    dispatcher.callback_query.register(answer)
    await dispatcher.start_polling(Bot(TOKEN, session=session), handle_signals=False)


if __name__ == "__main__":
    kind, where = sys.argv[1:]
    run_ptb(where) if kind == "ptb" else asyncio.run(run_aiogram(where))
