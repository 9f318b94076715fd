"""
What was fitted to labelled messages, and nothing else: the weights of each piece of evidence, and the thresholds.

Written by ``python -m benchmarks.fit`` from tests/data/tuned_*.jsonl; not edited by hand. The numbers know no entry
and no phrase, so new content needs no new ones.
"""

# The chance that a message is a red flag: constant, the examples' odds, a rule, a rule of what is only mentioned, a complaint.
RED_FLAG = (-0.29, 1.72, 0.46, 0.46, 0.58)
RED_FLAG_FROM = 0.31
CARE_LINE_FROM = 0.12
# Which red flag: what the one found first by a rule, and the others found by one, are ahead of the rest.
FIRST_BY_RULE, ALSO_BY_RULE = 2.0, 1.0

# The chance that a message is an intent: constant, the examples' odds, a rule.
INTENT = (1.23, 1.84, 1.8, -0.26)
INTENT_FROM = 0.78
INTENT_BY_RULE = 2.5

# Of the ranking: how much each part of an entry's score counts, and what speaks for no entry at all.
LINEAR, NEAREST, VOTED, FUZZY, SIGNAL = 0.75, 2.88, 2.83, 3.87, 0.87
NOT_FOR_US = 1.25

# The chances that the best entry is acceptable, and that one of the first three is: the constant, then the facts of gate.py.
SURE = (
    -1.52,
    1.67,
    -0.30,
    -0.17,
    0.48,
    0.68,
    -0.23,
    0.28,
    -1.20,
    -1.22,
    -1.19,
    0.42,
    0.42,
    0.80,
    0.03,
    0.16,
    -1.01,
    -0.27,
    -1.26,
    -0.50,
    -1.47,
    1.55,
)
RELATED = (
    -1.75,
    0.33,
    0.17,
    -0.71,
    0.89,
    0.76,
    -0.33,
    0.45,
    -1.21,
    -0.62,
    -0.76,
    0.21,
    1.16,
    1.37,
    0.31,
    0.35,
    -1.43,
    -0.34,
    -1.01,
    -0.37,
    -1.54,
    1.40,
)

ANSWER_FROM, ANSWER_FROM_BARE = 0.65, 0.75
OFFER_FROM, OFFER_FROM_BARE, OFFER_FROM_ELSEWHERE = 0.12, 0.20, 0.35
