"""
What was fitted to labelled messages: the weight of each piece of evidence, and the thresholds.

Written by ``python -m benchmarks.fit``, not by hand. The numbers know no entry and no phrase, so new content needs no
new ones.
"""

# How much each part of an entry's score counts, and what speaks for no entry at all.
LINEAR, NEAREST, VOTED, FUZZY, SIGNAL = (1.48, 2.41, 1.44, 5.46, -2.46)
NOT_FOR_US = 1.25

# The chance that a message is a red flag: a constant, then the facts of alarms.Evidence.
RED_FLAG = (-0.04, 1.75, 0.96, 1.4, 0.11, -0.06)
RED_FLAG_FROM = 0.14
CARE_LINE_FROM = 0.07
# How far the red flag that a rule found first, and the others that a rule found, are ahead of the rest.
FIRST_BY_RULE, ALSO_BY_RULE = 2.0, 1.0

# The chance that a message is a note, a wish or courtesy: a constant, the examples' odds, a rule, whether it asks.
INTENT = (1.36, 1.52, 1.46, 0.01)
INTENT_FROM = 0.39
INTENT_BY_RULE = 2.5

# The chances that the best entry is acceptable, and that one of the first three is: a constant, then gate.Facts.
SURE = (
    0.06,
    1.35,
    -0.02,
    -1.02,
    -0.58,
    -1.6,
    -1.57,
    1.43,
    0.78,
    -3.14,
    -3.2,
    0.26,
    0.56,
    0.4,
    0.48,
    -0.11,
    -0.31,
    -0.91,
    -0.5,
    -0.55,
    -0.15,
    0.36,
)
RELATED = (
    0.51,
    0.25,
    0.04,
    -1.68,
    0.34,
    -0.83,
    -0.66,
    1.68,
    0.3,
    -2.44,
    -2.35,
    -0.17,
    1.0,
    1.23,
    -0.68,
    0.11,
    -1.33,
    -0.9,
    -0.21,
    0.16,
    0.25,
    0.47,
)
ANSWER_FROM, ANSWER_FROM_BARE = 0.79, 0.8
OFFER_FROM = 0.2
