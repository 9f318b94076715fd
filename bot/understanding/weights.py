"""
What was fitted to labelled messages: the weight of each piece of evidence, and the thresholds.

Written by ``python -m benchmarks.fit``, not by hand. The numbers know no entry and no phrase, so new content needs no
new ones.
"""

# How much each part of an entry's score counts, and what speaks for no entry at all.
LINEAR, NEAREST, VOTED, FUZZY, SIGNAL = (1.44, 1.58, 2.02, 3.75, -1.95)
NOT_FOR_US = 1.25

# The chance that a message is a red flag: a constant, then the facts of alarms.Evidence.
RED_FLAG = (0.48, 1.69, 0.63, 1.71, 0.25, -0.48)
RED_FLAG_FROM = 0.435
# The same for the care line: also, how sure the best entry is.
CARE_LINE = (1.15, 1.59, 0.73, 1.83, 0.04, -0.12, -1.61)
CARE_LINE_FROM = 0.103
# By how many log odds a note of a day must be likelier than a complaint to be taken at once.
CARE_OVER_NOTE = -2.416
# How far the red flag that a rule found first, and the others that a rule found, are ahead of the rest.
FIRST_BY_RULE, ALSO_BY_RULE = 2.0, 1.0

# The chance that a message is a note, a wish or courtesy: a constant, the examples' odds, a rule, whether it asks.
INTENT = (1.43, 1.46, 1.67, -0.42)
INTENT_FROM = 0.127
INTENT_BY_RULE = 2.5

# The chances that the best entry is acceptable, and that one of the first three is: a constant, then gate.Facts.
SURE = (
    -0.46,
    1.35,
    -0.18,
    -0.8,
    0.06,
    -0.3,
    -0.39,
    1.76,
    -0.1,
    -2.4,
    -2.79,
    0.17,
    -0.32,
    0.17,
    0.43,
    -0.21,
    -0.7,
    -0.71,
    -1.0,
    -0.44,
    0.13,
    0.81,
)
RELATED = (
    -0.4,
    0.14,
    0.37,
    -1.17,
    0.57,
    -0.54,
    -0.14,
    2.15,
    -0.26,
    -2.59,
    -2.7,
    0.09,
    -0.2,
    0.54,
    -0.01,
    0.11,
    -0.98,
    -0.87,
    -0.84,
    -0.19,
    0.45,
    0.65,
)
ANSWER_FROM, ANSWER_FROM_BARE = 0.847, 0.898
OFFER_FROM = 0.15
