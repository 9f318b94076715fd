"""
What was fitted to labelled messages: the weight of each piece of evidence, and the thresholds.

Written by ``python -m benchmarks.fit``, not by hand. The numbers know no entry and no phrase, so new content needs no
new ones.
"""

# How much each part of an entry's score counts, and what speaks for no entry at all.
LINEAR, NEAREST, VOTED, FUZZY, SIGNAL = (1.27, 0.99, 4.09, 4.58, -1.98)
NOT_FOR_US = 1.25

# The chance that a message is a red flag: a constant, then the facts of alarms.Evidence.
RED_FLAG = (-0.13, 1.87, 0.42, 0.37, 0.41)
RED_FLAG_FROM = 0.26
CARE_LINE_FROM = 0.11
# How far the red flag that a rule found first, and the others that a rule found, are ahead of the rest.
FIRST_BY_RULE, ALSO_BY_RULE = 2.0, 1.0

# The chance that a message is a note, a wish or courtesy: a constant, the examples' odds, a rule, whether it asks.
INTENT = (1.14, 1.76, 2.64, 0.47)
INTENT_FROM = 0.75
INTENT_BY_RULE = 2.5

# The chances that the best entry is acceptable, and that one of the first three is: a constant, then gate.Facts.
SURE = (
    0.16,
    1.32,
    0.44,
    -0.84,
    -0.97,
    -1.79,
    -1.24,
    0.97,
    0.17,
    -1.45,
    -2.13,
    0.0,
    -0.51,
    0.09,
    0.16,
    -0.14,
    -2.09,
    0.0,
    -0.8,
    -0.58,
    -1.0,
    1.6,
)
RELATED = (
    1.55,
    0.82,
    0.15,
    -1.6,
    -1.21,
    -0.25,
    0.1,
    1.15,
    0.47,
    -1.4,
    -1.93,
    -0.29,
    -0.93,
    0.45,
    -0.62,
    -0.0,
    -4.08,
    0.34,
    -1.03,
    -0.16,
    -0.9,
    1.09,
)
ANSWER_FROM, ANSWER_FROM_BARE = 0.92, 0.82
OFFER_FROM = 0.3
