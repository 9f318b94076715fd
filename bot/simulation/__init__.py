"""
Years of many people with the bot, on its real parts, against an independent reckoning of what each of them is owed.

    days, facts, reckoning, told, weather,    what is owed and what came; knows no rule of the bot (a test sees to it)
    promises, account
    telegram, engine, misfortunes             the bot's own parts on a temporary file, and what befalls them
    talk, entering, acts, wishes, life        people: whole updates, and when they do what
    run, command                              the years, and the report
"""
