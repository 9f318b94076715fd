"""
What was fitted to labelled messages: the weight of each piece of evidence, and the thresholds.

Written by ``python -m benchmarks.fit``, not by hand. The numbers know no entry and no phrase, so new content needs no
new ones.
"""

# How much each part of an entry's score counts, and what speaks for no entry at all.
LINEAR, NEAREST, VOTED, FUZZY, SIGNAL = (1.55, 1.73, 2.14, 4.05, -2.66)
NOT_FOR_US = 1.25

# The chance that a message is a red flag: a constant, then the facts of alarms.Evidence.
RED_FLAG = (-0.2, 1.56, 0.83, 1.24, 0.11, -0.22)
RED_FLAG_FROM = 0.262
CARE_LINE_FROM = 0.069
# How far the red flag that a rule found first, and the others that a rule found, are ahead of the rest.
FIRST_BY_RULE, ALSO_BY_RULE = 2.0, 1.0

# The chance that a message is a note, a wish or courtesy: a constant, the examples' odds, a rule, whether it asks.
INTENT = (1.04, 1.37, 1.68, -0.08)
INTENT_FROM = 0.16
INTENT_BY_RULE = 2.5

# The chances that the best entry is acceptable, and that one of the first three is: a constant, then gate.Facts.
SURE = (
    -0.5,
    1.11,
    0.59,
    -0.68,
    -0.5,
    -0.8,
    -1.03,
    1.72,
    -0.18,
    -3.16,
    -3.27,
    0.22,
    0.37,
    0.2,
    0.32,
    -0.1,
    -0.09,
    -1.2,
    -0.43,
    -0.11,
    0.38,
    0.75,
)
RELATED = (
    -0.13,
    -0.17,
    1.07,
    -1.01,
    0.18,
    -1.17,
    -0.89,
    2.34,
    -0.38,
    -3.28,
    -2.94,
    -0.14,
    0.43,
    0.51,
    0.27,
    -0.14,
    -1.61,
    -1.24,
    -0.39,
    -0.25,
    0.41,
    1.34,
)
ANSWER_FROM, ANSWER_FROM_BARE = 0.874, 0.884
OFFER_FROM = 0.164
