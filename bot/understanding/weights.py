"""
What was fitted to labelled messages: the weight of each piece of evidence, and the thresholds.

Written by ``python -m benchmarks.fit``, not by hand. The numbers know no entry and no phrase, so new content needs no
new ones.
"""

# How much each part of an entry's score counts, and what speaks for no entry at all.
LINEAR, NEAREST, VOTED, FUZZY, SIGNAL = (1.45, 1.86, 2.71, 4.13, -2.06)
NOT_FOR_US = 1.25

# The chance that a message is a red flag: a constant, then the facts of alarms.Evidence.
RED_FLAG = (-0.4, 1.55, 0.66, 1.15, 0.2, -0.16)
RED_FLAG_FROM = 0.292
CARE_LINE_FROM = 0.069
# How far the red flag that a rule found first, and the others that a rule found, are ahead of the rest.
FIRST_BY_RULE, ALSO_BY_RULE = 2.0, 1.0

# The chance that a message is a note, a wish or courtesy: a constant, the examples' odds, a rule, whether it asks.
INTENT = (1.1, 1.37, 1.73, -0.17)
INTENT_FROM = 0.16
INTENT_BY_RULE = 2.5

# The chances that the best entry is acceptable, and that one of the first three is: a constant, then gate.Facts.
SURE = (
    -0.1,
    1.43,
    0.1,
    -0.82,
    -0.66,
    -0.94,
    -1.01,
    2.28,
    -0.01,
    -2.96,
    -3.13,
    0.22,
    -0.16,
    0.07,
    0.42,
    -0.15,
    -0.62,
    -1.34,
    -0.93,
    -0.39,
    0.05,
    0.83,
)
RELATED = (
    -0.0,
    -0.08,
    0.95,
    -1.08,
    0.08,
    -1.35,
    -0.9,
    2.56,
    -0.33,
    -3.08,
    -2.82,
    -0.19,
    0.31,
    0.6,
    0.28,
    -0.13,
    -1.68,
    -1.22,
    -0.57,
    -0.29,
    0.26,
    1.35,
)
ANSWER_FROM, ANSWER_FROM_BARE = 0.874, 0.875
OFFER_FROM = 0.161
