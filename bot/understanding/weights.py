"""
What was fitted to labelled messages: the weight of each piece of evidence, and the thresholds.

Written by ``python -m benchmarks.fit``, not by hand. The numbers know no entry and no phrase, so new content needs no
new ones.
"""

# How much each part of an entry's score counts, and what speaks for no entry at all.
LINEAR, NEAREST, VOTED, FUZZY, SIGNAL = (1.43, 1.24, 1.86, 3.87, -1.81)
NOT_FOR_US = 1.25

# The chance that a message is a red flag: a constant, then the facts of alarms.Evidence.
RED_FLAG = (0.54, 1.75, 0.51, 1.73, 0.19, -0.42)
RED_FLAG_FROM = 0.405
# The same for the care line: also, how sure the best entry is.
CARE_LINE = (1.11, 1.63, 0.63, 1.82, 0.01, -0.07, -1.48)
CARE_LINE_FROM = 0.109
# By how many log odds a note of a day must be likelier than a complaint to be taken at once.
CARE_OVER_NOTE = -2.044
# How far the red flag that a rule found first, and the others that a rule found, are ahead of the rest.
FIRST_BY_RULE, ALSO_BY_RULE = 2.0, 1.0

# The chance that a message is a note, a wish or courtesy: a constant, the examples' odds, a rule, whether it asks.
INTENT = (1.4, 1.44, 1.76, -0.4)
INTENT_FROM = 0.121
INTENT_BY_RULE = 2.5

# The chances that the best entry is acceptable, and that one of the first three is: a constant, then gate.Facts.
SURE = (
    -0.55,
    1.15,
    -0.07,
    -0.79,
    0.16,
    -0.08,
    -0.15,
    1.51,
    -0.12,
    -2.68,
    -2.73,
    0.18,
    -0.37,
    0.2,
    0.19,
    -0.16,
    -0.93,
    -0.44,
    -0.84,
    -0.35,
    0.14,
    0.9,
)
RELATED = (
    -0.22,
    0.16,
    0.26,
    -1.27,
    0.43,
    -0.51,
    -0.04,
    2.02,
    -0.06,
    -2.54,
    -2.51,
    0.07,
    -0.35,
    0.57,
    -0.02,
    0.11,
    -1.09,
    -0.88,
    -0.75,
    -0.24,
    0.32,
    0.62,
)
ANSWER_FROM, ANSWER_FROM_BARE = 0.834, 0.873
OFFER_FROM = 0.154
