"""
What was fitted to labelled messages: the weight of each piece of evidence, and the thresholds.

Written by ``python -m benchmarks.fit``, not by hand. The numbers know no entry and no phrase, so new content needs no
new ones.
"""

# How much each part of an entry's score counts, and what speaks for no entry at all.
LINEAR, NEAREST, VOTED, FUZZY, SIGNAL = (1.54, 2.6, 2.36, 3.61, -2.48)
NOT_FOR_US = 1.25

# The chance that a message is a red flag: a constant, then the facts of alarms.Evidence.
RED_FLAG = (-0.29, 1.77, 1.3, 1.44, -0.02, 0.07)
RED_FLAG_FROM = 0.21
CARE_LINE_FROM = 0.08
# How far the red flag that a rule found first, and the others that a rule found, are ahead of the rest.
FIRST_BY_RULE, ALSO_BY_RULE = 2.0, 1.0

# The chance that a message is a note, a wish or courtesy: a constant, the examples' odds, a rule, whether it asks.
INTENT = (1.14, 1.36, 1.9, -0.1)
INTENT_FROM = 0.32
INTENT_BY_RULE = 2.5

# The chances that the best entry is acceptable, and that one of the first three is: a constant, then gate.Facts.
SURE = (
    -0.88,
    1.09,
    0.35,
    -0.91,
    -0.53,
    -0.91,
    -1.32,
    1.83,
    0.32,
    -2.57,
    -2.76,
    0.39,
    0.53,
    0.36,
    0.21,
    -0.06,
    -0.2,
    -1.09,
    -0.72,
    -0.2,
    0.19,
    0.61,
)
RELATED = (
    -0.51,
    -0.23,
    0.88,
    -1.17,
    0.22,
    -1.54,
    -0.98,
    2.4,
    -0.14,
    -2.59,
    -2.46,
    0.18,
    -0.1,
    0.76,
    -0.55,
    -0.01,
    -0.91,
    -1.38,
    -0.65,
    -0.26,
    0.05,
    1.12,
)
ANSWER_FROM, ANSWER_FROM_BARE = 0.7, 0.79
OFFER_FROM = 0.2
