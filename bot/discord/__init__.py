"""Discord: slash commands, buttons and forms in; what only the person sees out.

Every answer to an interaction is for one person alone, in a server as in a direct message. So somebody has one private
conversation with the bot, wherever they tap, and a message that others see never changes by a tap.
"""
