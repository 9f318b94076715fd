"""
What was fitted to labelled messages: the weight of each piece of evidence, and the thresholds.

Written by ``python -m benchmarks.fit``, not by hand. The numbers know no entry and no phrase, so new content needs no
new ones.
"""

# How much each part of an entry's score counts, and what speaks for no entry at all.
LINEAR, NEAREST, VOTED, FUZZY, SIGNAL = (1.55, 2.31, 2.36, 3.54, -2.3)
NOT_FOR_US = 1.25

# The chance that a message is a red flag: a constant, then the facts of alarms.Evidence.
RED_FLAG = (-0.43, 1.65, 0.95, 1.31, -0.05, -0.17)
RED_FLAG_FROM = 0.21
CARE_LINE_FROM = 0.07
# How far the red flag that a rule found first, and the others that a rule found, are ahead of the rest.
FIRST_BY_RULE, ALSO_BY_RULE = 2.0, 1.0

# The chance that a message is a note, a wish or courtesy: a constant, the examples' odds, a rule, whether it asks.
INTENT = (1.17, 1.36, 1.92, -0.07)
INTENT_FROM = 0.32
INTENT_BY_RULE = 2.5

# The chances that the best entry is acceptable, and that one of the first three is: a constant, then gate.Facts.
SURE = (
    -1.14,
    1.23,
    0.2,
    -0.93,
    -0.58,
    -1.16,
    -1.14,
    2.13,
    0.49,
    -2.76,
    -2.75,
    0.5,
    0.53,
    0.26,
    0.22,
    -0.08,
    0.82,
    -1.66,
    -0.66,
    -0.38,
    -0.05,
    0.71,
)
RELATED = (
    -0.51,
    -0.15,
    0.99,
    -1.1,
    0.2,
    -1.39,
    -0.8,
    2.28,
    -0.17,
    -2.81,
    -2.59,
    -0.1,
    0.17,
    0.72,
    -0.1,
    -0.14,
    -0.82,
    -1.49,
    -0.62,
    -0.25,
    0.04,
    1.35,
)
ANSWER_FROM, ANSWER_FROM_BARE = 0.8, 0.81
OFFER_FROM = 0.21
