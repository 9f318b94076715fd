"""
What comes in: saved before it is acknowledged, answered in order within a chat, done when Telegram took the reply.

    waiting ──handler ran, its change and its answer kept together──> answered ──Telegram took it──> done
       └── cannot be parsed, or failed again and again ──> parked (an apology to the patient, a notice to the admins)
"""
