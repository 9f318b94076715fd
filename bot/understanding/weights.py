"""
What was fitted to labelled messages: the weight of each piece of evidence, and the thresholds.

Written by ``python -m benchmarks.fit``, not by hand. The numbers know no entry and no phrase, so new content needs no
new ones.
"""

# How much each part of an entry's score counts, and what speaks for no entry at all.
LINEAR, NEAREST, VOTED, FUZZY, SIGNAL = (1.45, 2.15, 0.59, 3.9, -1.8)
NOT_FOR_US = 1.25

# The chance that a message is a red flag: a constant, then the facts of alarms.Evidence.
RED_FLAG = (0.35, 1.42, 0.28, 0.6, 0.07, 0.03)
RED_FLAG_FROM = 0.49
CARE_LINE_FROM = 0.25
# How far the red flag that a rule found first, and the others that a rule found, are ahead of the rest.
FIRST_BY_RULE, ALSO_BY_RULE = 2.0, 1.0

# The chance that a message is a note, a wish or courtesy: a constant, the examples' odds, a rule, whether it asks.
INTENT = (1.39, 1.87, 2.15, 0.65)
INTENT_FROM = 0.56
INTENT_BY_RULE = 2.5

# The chances that the best entry is acceptable, and that one of the first three is: a constant, then gate.Facts.
SURE = (
    0.01,
    1.93,
    0.04,
    -0.52,
    -0.56,
    -1.01,
    -1.51,
    1.99,
    -0.12,
    -3.12,
    -3.14,
    0.01,
    -0.2,
    0.09,
    -0.8,
    0.29,
    -2.03,
    -0.81,
    -0.64,
    -0.66,
    -0.42,
    -0.07,
)
RELATED = (
    0.91,
    0.81,
    0.06,
    -1.22,
    0.18,
    -0.57,
    -0.6,
    2.25,
    -0.13,
    -3.21,
    -2.85,
    -0.72,
    0.87,
    0.66,
    -0.57,
    0.31,
    -2.94,
    -0.69,
    -0.26,
    -0.28,
    -0.32,
    -0.31,
)
ANSWER_FROM = 0.77
OFFER_FROM = 0.2
