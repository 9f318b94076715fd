"""Cut a message into clauses, also where a dictating person leaves out every comma."""

from dataclasses import dataclass

from bot.understanding.triage.tokens import Words

SUBJECTS = frozenset(
    {
        "i", "im", "ive", "id", "he", "she", "hes", "shes", "it", "its", "they", "theyre", "theres", "there", "we",
        "this", "these",
    }
)  # fmt: skip
KIN = frozenset(
    {
        "mum", "mums", "mam", "mams", "mom", "moms", "mummy", "mother", "mothers", "dad", "dads", "father", "fathers",
        "husband", "husbands", "hubby", "wife", "wifes", "nan", "nans", "gran", "grans", "grandma", "granny",
        "grandmother", "grandad", "grandfather", "grandpa", "son", "daughter", "amma", "maa", "papa", "partner",
        "hubbys", "spouse", "ma", "pa", "mama",
    }
)  # fmt: skip
# Verbs that make "my jaw is", "mum has", "the leg looks" a clause of its own.
FINITE = frozenset(
    {
        "is", "are", "was", "were", "has", "have", "had", "keeps", "keep", "feels", "feel", "hurts", "hurt", "aches",
        "went", "goes", "gone", "looks", "look", "started", "cant", "wont", "isnt", "arent", "doesnt", "dont", "got",
        "gets", "came", "comes", "just", "fell", "fallen", "turned", "became", "gave", "hasnt", "havent", "says",
        "said", "cannot", "couldnt", "stopped", "began", "seems", "smells", "throbs", "swelled", "locked",
    }
)  # fmt: skip
_JOINERS = frozenset(
    {"and", "so", "because", "cos", "coz", "then", "while", "whilst", "also", "plus", "as", "since", "where", "n"}
)
_ALWAYS = frozenset({"but", "however", "although", "though", "except", "yet", "otherwise", "anyway", "nevertheless"})
# After these a pronoun does not begin a new clause: "that i", "is it", "of my", "do i".
_LEADS_ON = frozenset(
    {
        "that", "if", "when", "whenever", "whether", "incase", "case", "what", "how", "who", "which", "is", "are", "was",
        "were", "do", "does", "did", "can", "could", "will", "would", "should", "shall", "may", "might", "must", "am",
        "have", "has", "had", "of", "for", "to", "in", "on", "at", "with", "from", "about", "than", "or", "until", "till",
        "before", "after", "think", "thinks", "thought", "say", "says", "said", "feel", "hope", "know", "see", "wish",
        "suppose", "supposing", "imagine", "dont", "doesnt", "didnt", "isnt", "arent", "havent", "hasnt", "cant", "wont",
        "like", "make", "makes", "give", "gives", "gave", "why", "where", "afraid", "scared", "worried", "terrified",
        "frightened", "until", "by", "into", "over", "all", "get", "got", "took", "take", "taken", "put", "having", "had",
        "stop", "stops", "help", "helps", "believe", "believes", "find", "found", "when", "once", "while", "told", "tell",
        "mean", "guess", "saw", "heard", "used", "feeling", "wonder", "wondering", "asked", "concerned", "noticed",
        "not", "never", "just", "now", "suddenly", "today", "time", "every", "anxious", "since", "fear", "like", "unless",
    }
)  # fmt: skip

# Words of grammar: never a typing error or an inflection of something else.
FUNCTION_WORDS = SUBJECTS | KIN | FINITE | _JOINERS | _ALWAYS | _LEADS_ON
_GOES_ON = frozenset({"it", "its", "they", "theyre", "which", "that", "and"})
# How many words further away the next clause is, by what parts it from the one before.
FURTHER = {".": 5, ",": 3, "but": 3, "join": 3}


@dataclass(frozen=True, slots=True)
class Clause:
    """Words ``start`` to ``end`` (exclusive). ``opening`` is what parts it from the one before: ".", ",", "but", "join"."""

    start: int
    end: int
    opening: str
    subject: bool  # it has a subject and verb of its own, so nothing is carried over from the clause before


def clauses(text: Words) -> list[Clause]:
    """The clauses of a message in order; together they hold every word once."""
    words, breaks = text.words, text.breaks
    cuts: list[tuple[int, str]] = []
    for at, word in enumerate(words):
        opening = ""
        if breaks[at] in {".", ","}:
            opening = breaks[at]
        elif word in _ALWAYS:
            opening = "but"
        elif at and word in _JOINERS and _has_subject(words, breaks, at + 1):
            opening = "join"
        elif at and words[at - 1] not in _JOINERS and _begins_run_on(words, breaks, at):
            opening = "join"
        if opening:
            cuts.append((at, opening))
    ends = [at for at, _ in cuts[1:]] + [len(words)]
    return [
        Clause(start, end, opening, _has_subject(words, breaks, start + (words[start] in _JOINERS | _ALWAYS)))
        for (start, opening), end in zip(cuts, ends, strict=True)
    ]


def places(text: Words, clause_list: list[Clause]) -> tuple[int, ...]:
    """Positions of the words, where a new clause stands further away, unless it goes on about the same ("my face, it")."""
    found: list[int] = []
    shift = 0
    for clause in clause_list:
        if clause.start and text.words[clause.start] not in _GOES_ON:
            shift += FURTHER[clause.opening]
        found.extend(at + shift for at in range(clause.start, clause.end))
    return tuple(found)


def _has_subject(words: tuple[str, ...], breaks: tuple[str, ...], at: int) -> bool:
    """Whether a subject with its verb begins here: "i feel", "my left leg is", "now mum has"."""
    while at < len(words) and words[at] in {"now", "suddenly", "today", "then", "also", "yesterday", "tonight", "and"}:
        at += 1
    if at >= len(words):
        return False
    if words[at] in SUBJECTS:
        return at + 1 < len(words) or words[at] not in {"this", "these", "it"}
    if words[at] in {"my", "his", "her", "the", "both", "one", "our", "left", "right"} or words[at] in KIN:
        return any(
            words[i] in FINITE
            for i in range(at + 1, min(at + 5, len(words)))
            if not any(breaks[j] for j in range(at + 1, i + 1))
        )
    return False


def _begins_run_on(words: tuple[str, ...], breaks: tuple[str, ...], at: int) -> bool:
    """A new clause without comma or joining word: "no chest pain my tongue is swelling"."""
    before, word = words[at - 1], words[at]
    if before in _LEADS_ON or before in SUBJECTS or before in {"my", "his", "her", "the"}:
        return False
    if word in {"i", "im", "ive", "id", "hes", "shes", "theyre", "its", "he", "she", "theres"}:
        return True
    if word in {"my", "his", "her"} or (word in KIN and before not in {"s"}):
        return _has_subject(words, breaks, at)
    return False
