"""
What was fitted to labelled messages: the weight of each piece of evidence, and the thresholds.

Written by ``python -m benchmarks.fit``, not by hand. The numbers know no entry and no phrase, so new content needs no
new ones.
"""

# How much each part of an entry's score counts, and what speaks for no entry at all.
LINEAR, NEAREST, VOTED, FUZZY, SIGNAL = (1.28, 0.84, 3.88, 4.63, -1.79)
NOT_FOR_US = 1.25

# The chance that a message is a red flag: a constant, then the facts of alarms.Evidence.
RED_FLAG = (-0.6, 1.77, 0.41, 0.52, 0.41, 0.51)
RED_FLAG_FROM = 0.27
CARE_LINE_FROM = 0.1
# How far the red flag that a rule found first, and the others that a rule found, are ahead of the rest.
FIRST_BY_RULE, ALSO_BY_RULE = 2.0, 1.0

# The chance that a message is a note, a wish or courtesy: a constant, the examples' odds, a rule, whether it asks.
INTENT = (1.34, 1.86, 2.35, 0.45)
INTENT_FROM = 0.69
INTENT_BY_RULE = 2.5

# The chances that the best entry is acceptable, and that one of the first three is: a constant, then gate.Facts.
SURE = (0.29, 1.55, 0.3, -0.51, -0.77, -1.42, -1.33, 0.87, -0.52, -1.77, -2.56, 0.08, -0.34, 0.27, 0.2, -0.11, -1.96, 0.1, -0.87, -0.33, -1.18, 1.75)
RELATED = (1.59, 0.5, -0.07, -1.18, -0.05, 0.36, 0.28, 1.67, -0.77, -1.39, -2.04, -0.04, -0.22, 0.47, -0.64, -0.1, -4.49, 0.29, -0.96, 0.34, -0.29, 0.8)
ANSWER_FROM = 0.89
OFFER_FROM = 0.29
