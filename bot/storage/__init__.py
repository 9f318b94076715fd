"""All SQL of the project: tables, migrations and short queries by subject. Rows know nothing of chat or timers."""
