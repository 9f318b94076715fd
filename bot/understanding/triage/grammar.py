"""Closed classes of English words that a message's grammar hangs on. Medical words are in content/triage.yaml."""

# Pronouns that begin a clause.
SUBJECTS = frozenset(
    {
        "i", "im", "ive", "id", "he", "she", "hes", "shes", "it", "its", "they", "theyre", "theres",
        "there", "we", "this", "these",
    }
)  # fmt: skip
# Relatives for whom people write; also in the possessive, without its apostrophe.
KIN = frozenset(
    {
        "mum", "mums", "mam", "mams", "mom", "moms", "mummy", "mother", "mothers", "dad", "dads", "father",
        "fathers", "husband", "husbands", "hubby", "wife", "wifes", "nan", "nans", "gran", "grans",
        "grandma", "granny", "grandmother", "grandad", "grandfather", "grandpa", "son", "daughter", "amma",
        "maa", "papa", "partner", "hubbys", "spouse", "ma", "pa", "mama",
    }
)  # fmt: skip
# Verbs that make "my jaw is", "mum has", "the leg looks" a clause of its own.
FINITE = frozenset(
    {
        "is", "are", "was", "were", "has", "have", "had", "keeps", "keep", "feels", "feel", "hurts", "hurt",
        "aches", "went", "goes", "gone", "looks", "look", "started", "cant", "wont", "isnt", "arent",
        "doesnt", "dont", "got", "gets", "came", "comes", "just", "fell", "fallen", "turned", "became",
        "gave", "hasnt", "havent", "says", "said", "cannot", "couldnt", "stopped", "began", "seems",
        "smells", "throbs", "swelled", "locked",
    }
)  # fmt: skip
# Words that join clauses, where a subject follows.
JOINERS = frozenset(
    {
        "and", "so", "because", "cos", "coz", "then", "while", "whilst", "also", "plus", "as", "since",
        "where", "n",
    }
)  # fmt: skip
# Words that always begin a clause, and end a denial.
CONTRASTS = frozenset(
    {
        "but", "however", "although", "though", "except", "yet", "otherwise", "anyway", "nevertheless",
    }
)  # fmt: skip
# After these a pronoun does not begin a new clause: "that I", "is it", "of my", "do I".
LEADS_ON = frozenset(
    {
        "that", "if", "when", "whenever", "whether", "incase", "case", "what", "how", "who", "which", "is",
        "are", "was", "were", "do", "does", "did", "can", "could", "will", "would", "should", "shall",
        "may", "might", "must", "am", "have", "has", "had", "of", "for", "to", "in", "on", "at", "with",
        "from", "about", "than", "or", "until", "till", "before", "after", "think", "thinks", "thought",
        "say", "says", "said", "feel", "hope", "know", "see", "wish", "suppose", "supposing", "imagine",
        "dont", "doesnt", "didnt", "isnt", "arent", "havent", "hasnt", "cant", "wont", "like", "make",
        "makes", "give", "gives", "gave", "why", "where", "afraid", "scared", "worried", "terrified",
        "frightened", "by", "into", "over", "all", "get", "got", "took", "take", "taken", "put", "having",
        "stop", "stops", "help", "helps", "believe", "believes", "find", "found", "once", "while", "told",
        "tell", "mean", "guess", "saw", "heard", "used", "feeling", "wonder", "wondering", "asked",
        "concerned", "noticed", "not", "never", "just", "now", "suddenly", "today", "time", "every",
        "anxious", "since", "fear", "unless", "worry", "worries", "fret", "dread", "worrying", "dreading",
    }
)  # fmt: skip
# "... can it still be used": a question run on without a comma.
ASKS = frozenset(
    {
        "can", "could", "should", "do", "does", "will", "would", "is", "am",
    }
)  # fmt: skip
# What follows an asking verb in a question.
ASKED = frozenset(
    {
        "i", "it", "they", "we", "this", "that",
    }
)  # fmt: skip
# After these an asking verb is part of the same question.
ASK_WORDS = frozenset(
    {
        "what", "how", "when", "why", "where", "who", "which", "if", "that", "than", "as", "long", "often",
        "soon",
    }
)  # fmt: skip
# A clause that goes on about the same: "my face, it is swelling".
GOES_ON = frozenset(
    {
        "it", "its", "they", "theyre", "which", "that", "and",
    }
)  # fmt: skip
# Words that open a question.
OPENERS = frozenset(
    {
        "can", "could", "does", "do", "did", "is", "are", "will", "would", "what", "whats", "which", "how",
        "hows", "when", "who", "where", "should", "may", "might", "whos", "why", "any", "whens", "am",
        "must", "shall",
    }
)  # fmt: skip
# Verbs that ask what can be, not what is.
MODALS = frozenset(
    {
        "can", "could", "will", "would", "should", "may", "might", "does", "do", "did", "must", "shall",
    }
)  # fmt: skip
# After these "I" has no state of its own: "can I", "if I".
INVERTERS = frozenset(
    {
        "can", "could", "will", "would", "should", "may", "might", "does", "do", "did", "must", "shall",
        "am", "have", "if", "when", "what", "than", "cant", "before", "until", "whether", "incase", "case",
        "once",
    }
)  # fmt: skip
# Greetings and joining words before the clause proper.
LEADING = frozenset(
    {
        "hi", "hello", "dear", "doctor", "please", "sorry", "and", "so", "also", "just", "wondering", "or",
        "but", "ok", "sir", "madam", "nurse", "hey", "well", "then", "because", "good", "morning",
        "afternoon", "evening", "thanks", "anyway",
    }
)  # fmt: skip
# "I want", "I read": the writer is there, the symptom is not.
NO_STATE = frozenset(
    {
        "want", "need", "would", "wonder", "wondering", "read", "heard", "saw", "know", "understand",
        "hope", "may", "might", "could", "will", "take", "worry", "worried", "scared", "afraid", "anxious",
        "fear", "should", "dont", "was", "ask", "asked", "asking", "terrified", "frightened", "nervous",
        "concerned", "hate", "dread", "think", "guess", "wish", "avoid", "trying", "plan", "start", "never",
        "tell", "suppose",
    }
)  # fmt: skip
# "should have", "should of": no question, though a verb of asking begins it.
NO_INVERSION = frozenset({"be", "have", "not", "of", "ave", "a"})
# A worry with one of these is about what may come: "I worry my leg is going to snap".
FUTURE = frozenset({"going", "gonna", "will", "ill", "might", "may", "could", "would", "itll", "eventually", "one"})
# "mums had a fall" is "mum has had": a relative's present.
PERFECT = frozenset(
    {
        "had", "been", "got", "gone", "fallen", "broken", "come", "lost", "never", "just", "not", "started",
        "taken", "done", "collapsed", "fainted", "hurt", "hit",
    }
)  # fmt: skip
FIRST_PERSON = frozenset({"i", "im", "ive", "id", "my", "me", "mine", "we", "our", "ones"})
# "after my injection", "with the first jab": the time told is that of the symptom too.
AFTER = frozenset({"after", "with", "from", "following", "on", "of"})
# Words that say whose symptom it is.
OWNERS = frozenset(
    {
        "my", "this", "these", "his", "her", "mums", "dads", "ones",
    }
)  # fmt: skip
# Words before the relative that is the subject: "my poor mum".
BEFORE_KIN = frozenset(
    {
        "my", "our", "the", "his", "her", "poor", "old", "elderly", "now", "since", "when", "as", "late",
        "think",
    }
)  # fmt: skip
# Verbs in the present: a relative's symptom that is going on.
PRESENT = frozenset(
    {
        "is", "has", "are", "cant", "wont", "keeps", "hes", "shes", "looks", "feels", "isnt", "doesnt",
        "says", "having", "gone", "im", "ive", "have", "dont", "arent", "complaining", "saying", "needs",
        "fitting", "wants", "hurts", "keep", "seems", "am", "coughing", "lying", "wheezing", "choking",
    }
)  # fmt: skip
# Verbs in the past: a relative's symptom that is told of.
TOLD_OF = frozenset(
    {
        "had", "was", "died", "broke", "fractured", "got", "were", "did", "fell", "suffered", "took",
        "lost", "ended", "swelled", "developed", "cracked", "snapped", "collapsed", "crumbled", "went",
    }
)  # fmt: skip
# What may follow "has gone" where it says that the symptom has: not "has gone numb".
AFTER_FINE = frozenset(
    {
        "now", "completely", "away", "thank", "thanks", "today", "too", "totally", "and", "so", "since",
        "already", "by", "at", "but", "after", "can", "is", "do", "should", "then", "again", "with",
        "cheers", "dear", "i", "what", "just", "though", "could", "when", "except", "apart", "in", "before",
        "or", "no", "healed", "love",
    }
)  # fmt: skip
# Words that may stand inside a phrase without changing it: "can't even breathe", "pain in the chest".
FILLERS = frozenset(
    {
        "a", "an", "the", "my", "his", "her", "their", "our", "your", "very", "really", "so", "quite",
        "just", "even", "actually", "totally", "completely", "bit", "rather", "pretty", "absolutely",
        "bloody", "flipping", "like",
    }
)  # fmt: skip
# Words whose ending says something: mothers (injection), a fit and to fit, needles and a needle.
WHOLE = frozenset(
    {
        "seizing", "seized", "seize", "legs", "jabbed", "spiking",
        "needles", "persons", "sisters", "brothers", "friends", "neighbours", "neighbors", "cousins",
        "aunts", "others", "elses", "patients", "somebodys", "fits", "fitting", "fitted", "fainted",
        "fainting", "faints", "having", "skinned", "stopped", "stops", "boiling", "boils", "numbered",
        "note", "notes", "hop", "hope", "hopes", "hoping", "healing", "healed", "dying",
        "feeling", "gaping", "hives", "winded", "crooked", "shocking",
    }
)  # fmt: skip
# Before these "back" is a part of the body: "my back when I sneeze".
PART_OWNERS = frozenset(
    {
        "my", "her", "his", "your", "mums", "dads", "lower", "upper", "mid", "middle", "the", "bad", "sore",
    }
)  # fmt: skip
# Words of grammar: never a typing error or an inflection of something else.
FUNCTION_WORDS = (SUBJECTS | KIN | FINITE | JOINERS | CONTRASTS | LEADS_ON | OPENERS | PRESENT | OWNERS) - {
    "locked",
    "swelled",
    "hurts",
    "hurt",
    "aches",
    "throbs",
    "smells",
}
