"""
What was fitted to labelled messages: the weight of each piece of evidence, and the thresholds.

Written by ``python -m benchmarks.fit``, not by hand. The numbers know no entry and no phrase, so new content needs no
new ones.
"""

# How much each part of an entry's score counts, and what speaks for no entry at all.
LINEAR, NEAREST, VOTED, FUZZY, SIGNAL = (1.54, 2.28, 2.45, 3.55, -2.34)
NOT_FOR_US = 1.25

# The chance that a message is a red flag: a constant, then the facts of alarms.Evidence.
RED_FLAG = (-0.4, 1.68, 0.92, 1.31, -0.11, -0.19)
RED_FLAG_FROM = 0.23
CARE_LINE_FROM, CARE_LINE_FROM_COMPLAINT = 0.06, 0.05
# How far the red flag that a rule found first, and the others that a rule found, are ahead of the rest.
FIRST_BY_RULE, ALSO_BY_RULE = 2.0, 1.0

# The chance that a message is a note, a wish or courtesy: a constant, the examples' odds, a rule, whether it asks.
INTENT = (1.34, 1.44, 1.92, -0.03)
INTENT_FROM = 0.33
INTENT_BY_RULE = 2.5

# The chances that the best entry is acceptable, and that one of the first three is: a constant, then gate.Facts.
SURE = (
    -0.94,
    1.08,
    0.36,
    -0.87,
    -0.49,
    -1.15,
    -1.34,
    1.96,
    0.41,
    -2.89,
    -3.14,
    0.59,
    0.75,
    0.35,
    0.43,
    -0.09,
    0.87,
    -1.53,
    -0.53,
    -0.31,
    0.15,
    0.32,
)
RELATED = (
    -0.23,
    0.05,
    0.81,
    -1.06,
    0.19,
    -1.55,
    -0.91,
    2.24,
    -0.24,
    -2.83,
    -2.56,
    -0.19,
    -0.12,
    0.75,
    -0.18,
    -0.06,
    -0.88,
    -1.25,
    -0.64,
    -0.41,
    -0.05,
    1.26,
)
ANSWER_FROM, ANSWER_FROM_BARE = 0.74, 0.86
OFFER_FROM = 0.2
