"""
What was fitted to labelled messages: the weight of each piece of evidence, and the thresholds.

Written by ``python -m benchmarks.fit``, not by hand. The numbers know no entry and no phrase, so new content needs no
new ones.
"""

# How much each part of an entry's score counts, and what speaks for no entry at all.
LINEAR, NEAREST, VOTED, FUZZY, SIGNAL = (1.53, 2.52, 2.4, 3.62, -2.5)
NOT_FOR_US = 1.25

# The chance that a message is a red flag: a constant, then the facts of alarms.Evidence.
RED_FLAG = (-0.35, 1.75, 1.32, 1.42, -0.03, 0.09)
RED_FLAG_FROM = 0.22
CARE_LINE_FROM = 0.08
# How far the red flag that a rule found first, and the others that a rule found, are ahead of the rest.
FIRST_BY_RULE, ALSO_BY_RULE = 2.0, 1.0

# The chance that a message is a note, a wish or courtesy: a constant, the examples' odds, a rule, whether it asks.
INTENT = (1.18, 1.39, 1.89, -0.11)
INTENT_FROM = 0.33
INTENT_BY_RULE = 2.5

# The chances that the best entry is acceptable, and that one of the first three is: a constant, then gate.Facts.
SURE = (
    -0.71,
    1.01,
    0.74,
    -0.71,
    -0.6,
    -1.29,
    -1.37,
    1.89,
    -0.17,
    -2.51,
    -2.7,
    0.37,
    0.46,
    0.33,
    0.16,
    -0.01,
    0.76,
    -1.45,
    -0.82,
    -0.44,
    0.1,
    0.29,
)
RELATED = (
    -0.08,
    -0.2,
    1.04,
    -0.99,
    0.07,
    -1.29,
    -0.77,
    2.09,
    -0.42,
    -2.66,
    -2.63,
    0.08,
    0.17,
    0.61,
    -0.4,
    -0.0,
    -0.87,
    -1.49,
    -0.67,
    -0.26,
    -0.11,
    0.89,
)
ANSWER_FROM, ANSWER_FROM_BARE = 0.74, 0.85
OFFER_FROM = 0.21
