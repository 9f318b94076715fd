"""Greetings before and thanks after what somebody has to say: they change nothing, and are taken off."""

import re

_THANKS = re.compile(
    r"[\s,.;!-]*(?:(?<=[\s,.;!?-])|^)(?:and |with )?(?:(?:many|much|lots of|a lot of|kind) )?"
    r"(?:thanks|thank ?you|thankyou|thank u|thx|cheers)"
    r"(?: (?:so much|very much|a lot|in advance|again|ever so much|indeed|kindly|for your help|for reading|dear|love))*"
    r"[\s.,!]*$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^\s*(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day))"
    r"(?: (?:there|again|all|everyone|doctor|dr|doc|nurse|team|sir|madam|bot))*\s*[,.!:\n]+\s*",
    re.IGNORECASE,
)
_SOMETHING = re.compile(r"[^\W_]")


def without_courtesy(text: str) -> str:
    """*text* without a greeting before it and thanks after it; as it is where nothing else is said."""
    for courtesy in (_GREETING, _THANKS):
        rest = courtesy.sub("", text)
        if _SOMETHING.search(rest):
            text = rest
    return text
