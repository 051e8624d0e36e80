"""What free texts of customers mean: contract terms, ways to pay and plan tiers, in twelve languages and any spelling.

English, Spanish, Portuguese, French, German, Italian, Dutch, Swedish, Danish, Norwegian, Polish and Turkish. A text that says
nothing we know is None, never a guess.
"""

import re

from services.runtime import letters

CONTRACT_TERMS = ("free", "flexible", "weekly", "monthly", "quarterly", "half_yearly", "yearly", "multi_year")
PAYMENT_KINDS = ("electronic_check", "paper_check", "bank_debit", "bank_transfer", "card", "wallet", "invoice", "one_off")
PLAN_TIERS = ("free", "entry", "middle", "top")

# A longer text is prose and not a category; reading it would only cost time.
LONGEST_CATEGORY = 80
# What programs write for nothing, trimmed and in lower case: what ingest takes for nothing in a text.
NOTHING = frozenset(
    (
        *("", "n/a", "null", "nan", "<na>", "\\n", "-", "--", "---", "—", "–", "?", "(blank)", "(null)", "(none)"),
        *("#n/a", "#na", "#value!", "#ref!", "#div/0!", "#name?", "#null!", "#num!"),
    )
)

_NUMBER_WORDS = {
    **dict.fromkeys(
        ("one", "a", "un", "une", "una", "uno", "um", "uma", "ein", "eine", "einem", "een", "ett", "single", "jeden", "bir"), 1
    ),
    **dict.fromkeys(("two", "dos", "dois", "deux", "zwei", "due", "dwa", "iki", "twee", "tva"), 2),
    **dict.fromkeys(("three", "tres", "trois", "drei", "tre", "trzy", "uc", "drie"), 3),
    **dict.fromkeys(("five", "cinco", "cinq", "funf", "cinque", "vijf", "fem"), 5),
    **dict.fromkeys(("six", "seis", "sechs", "sei", "szesc", "alti", "zes", "sex", "seks"), 6),
    **dict.fromkeys(("twelve", "doce", "doze", "douze", "zwolf", "dodici", "dwanascie", "twaalf", "tolv"), 12),
}
# Months in a word's unit, by how the word begins; the first that fits counts, so longer beginnings stand first.
_UNIT_MONTHS: tuple[tuple[tuple[str, ...], float], ...] = (
    (("vierteljahr", "vierteljaehr", "quarter", "quartal", "trimest", "kwartal", "kwartaal", "kvartal", "driemaand"), 3),
    (
        (
            "halbjahr",
            "halbjaehr",
            "semest",
            "semiannual",
            "halfyear",
            "biannual",
            "polro",
            "halfjaar",
            "halfjarig",
            "halvar",
            "halvaar",
        ),
        6,
    ),
    (("eenjar", "ettar", "enar"), 12),
    (("tweejar", "tvaar", "toar", "meerjar", "flerar"), 24),
    (("driejar", "trear"), 36),
    (("zweijahr", "zweijaehr", "bienn", "bienal", "bisannu", "mehrjahr", "mehrjaehr", "multiyear", "multiannual", "plurian"), 24),
    (("dwulet",), 24),
    (("dreijahr", "dreijaehr", "trienn", "trienal", "trzylet"), 36),
    (("bimest",), 2),
    (
        (
            "year",
            "annu",
            "anual",
            "jahr",
            "jaehr",
            "annee",
            "roczn",
            "yillik",
            "senelik",
            "jaar",
            "jaren",
            "arlig",
            "aarlig",
            "arsvis",
            "arsavtal",
        ),
        12,
    ),
    (
        (
            "month",
            "monat",
            "mensua",
            "mensue",
            "mensal",
            "mensil",
            "mois",
            "mese",
            "mesi",
            "miesi",
            "aylik",
            "maand",
            "manad",
            "maned",
            "maaned",
        ),
        1,
    ),
    (
        (
            "week",
            "woche",
            "wochent",
            "semana",
            "semain",
            "hebdo",
            "settiman",
            "fortnight",
            "biweek",
            "dail",
            "taglich",
            "tygod",
            "haftalik",
        ),
        0.25,
    ),
    (("weken", "wekel", "vecka", "veckor", "uker", "ugentlig", "ukentlig"), 0.25),
)
_UNIT_WORDS = {
    **dict.fromkeys(("ano", "anos", "anno", "anni", "an", "ans", "yr", "yrs", "yearly", "rok", "lata", "yil"), 12.0),
    **dict.fromkeys(("mes", "meses", "mo", "mos", "mth", "mths", "mtm", "mies", "ay", "mnd", "mdr"), 1.0),
    **dict.fromkeys(("day", "days", "dia", "dias", "jour", "jours", "tag", "tage", "giorni", "giorno", "dni", "gun"), 1 / 30),
    **dict.fromkeys(("dag", "dagen", "dagar", "dage", "dager"), 1 / 30),
}
# Letters that are a unit only right after a number ("12m", "P1Y").
_UNIT_LETTERS = {"m": 1.0, "y": 12.0, "w": 0.25, "d": 1 / 30, "q": 3.0, "a": 12.0, "j": 12.0}
_UNIT_LETTERS |= {"ar": 12.0, "aar": 12.0, "man": 1.0, "md": 1.0}
# Bare numbers that are usual terms in months; any other bare number is rather a code.
_BARE_MONTHS = frozenset({1, 2, 3, 6, 12, 18, 24, 36, 48, 60})
_HALF_YEAR = re.compile(r"\b(half|semi|halbes|media|medio|meio|halvt) (year|annual|yearly|jahr|ano|jaar|ar)")
_MULTI_YEAR = re.compile(
    r"\b(multi|several|mehrere|varios|plusieurs|piu|meerdere|flera|flere) (year|annual|jahre|anos|ans|anni|jaar|jaren|ar)"
)
_GLUED = re.compile(r"^(one|two|three)(?=year|month)")
_TERM_BANDS = (
    (0.9, "weekly"),
    (2.5, "monthly"),
    (4.5, "quarterly"),
    (9.0, "half_yearly"),
    (18.0, "yearly"),
    (600.0, "multi_year"),
)
_FREE = re.compile(
    r"\b(free|freemium|trial|gratis|gratuit\w*|gratuito|kostenlos\w*|prueba|essai|prova|testphase"
    r"|darmow\w*|bezplatn\w*|okres probny|ucretsiz|bedava|deneme"
    r"|proefperiode|provperiod|pr[oø]veperiode)\b"
)
_FLEXIBLE = re.compile(
    r"\b(no contract|without contract|no commitment|pay as you go|payg|pay per use|pre ?paid"
    r"|on demand|no fixed term|flex\w*|sin contrato|sin permanencia|sem contrato|sem fidelidade|sans engagement"
    r"|sans contrat|ohne vertrag\w*|ohne laufzeit"
    r"|zonder contract|onbepaalde tijd|utan bindning\w*|tills ?vidare|u[dt]en binding\w*|l[oø][bp]ende"
    r"|senza vincol\w*|senza contratto|prepago|pre ?pago|prepagat[oa]|prepaye|m2m|rolling|indefinid[oa]"
    r"|nieokreslon\w*|bezterminow\w*|bez zobowiaza\w*|bez umowy|taahhutsuz|suresiz|belirsiz sureli|sozlesmesiz)\b"
)

_CHECK = re.compile(r"(\b|e)(check|cheque|scheck|assegno)")
_ELECTRONIC = re.compile(r"\b(electron|elektron|elettron|eletron|digital|online|e ?check|e ?cheque)")
# The first that fits counts: a gift card is no card, a debit card no debit, and an automatic transfer no transfer.
_PAYMENTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"\b(cash|gift|voucher|bar\b|barzahlung|efectivo|contant|kontant|espece|dinheiro|crypto"
            r"|bitcoin|prepa|boleto|kiosk|gutschein|gotowk|podarunkow"
            r"|nakit|kapida|hediye)"
        ),
        "one_off",
    ),
    (
        re.compile(
            r"\b(paypal|pay pal|\w* ?wallet|apple ?pay|google ?pay|gpay|amazon pay|upi|venmo|alipay|wechat|klarna|bizum|pix"
            r"|paytm|twint|blik|swish|mobile ?pay|vipps)"
        ),
        "wallet",
    ),
    (
        re.compile(
            r"\bcard|creditcard|debitcard|karte|kaart\b|\b(\w*kort|pin|pinpas|bancontact)\b"
            r"|\b(tarjeta|cartao|carte|carta|visa|mastercard|amex|maestro|stripe|cb|cc|karta|karty|karti)\b"
        ),
        "card",
    ),
    (
        re.compile(
            r"debit|lastschrift|einzug|domicilia|prelevement|addebito|\b(sepa|sdd|ach|bacs|rid|gocardless|autogiro|bank account"
            r"|incasso|\w*machtiging|avtale ?giro"
            r"|betalingsservice|leverand[oø]rservice|pbs|adeudo)\b|bank.* auto|transfer.* auto|auto\w* (bank|transfer)"
            r"|polecenie zaplaty|otomatik odeme|talimat"
        ),
        "bank_debit",
    ),
    (
        re.compile(
            r"transfer|virement|uberweisung|ueberweisung|bonifico|przelew|zlecenie stale"
            r"|havale|\beft\b|\bwire\b|overboeking|overschrijving|acceptgiro|overf[oø]r"
            r"|\b(ideal|bankgiro|plusgiro)\b|bank|banco|banque"
        ),
        "bank_transfer",
    ),
    (
        re.compile(
            r"invoice|rechnung|factuur|faktura|factura|fattura|facture|fatura|faktura|purchase order|\b(po|net ?\d+|bill)\b"
        ),
        "invoice",
    ),
    (re.compile(r"\bcredit|credito\b"), "card"),
)

_PLANS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_FREE, "free"),
    (
        re.compile(
            r"\b(enterprise|premium|platin\w*|gold|oro|ouro|goud|guld|gull|ultimate|ultra|unlimited|elite|vip|max|diamond|corporate"
            r"|empresarial|entreprise"
            r"|zlot[yae]|platynow\w*|kurumsal|altin|sinirsiz|bez limitu|onbeperkt|obegransad|ubegr(?:æ|ae|e)nset)\b"
        ),
        "top",
    ),
    (
        re.compile(
            r"\b(basic\w*|basico|basis|basique|base|starter|start|lite|light|essential\w*|bronze|brons|mini"
            r"|student|entry|personal|individual"
            r"|podstawow\w*|temel|baslangic|bireysel|indywidualn\w*)\b"
        ),
        "entry",
    ),
    (
        re.compile(
            r"\b(standard|estandar|padrao|pro|professional|profesional|plus|silver|plata|zilver|s[oø]lv"
            r"|standaard|zakelijk|growth|team|teams|business|regular|medium"
            r"|profesjonaln\w*|biznes|srebrn\w*|standart|profesyonel|gumus)\b"
        ),
        "middle",
    ),
)


def normalised(text: str) -> str:
    """``text`` in lower case, without accents, with single spaces instead of anything but letters and digits."""
    return " ".join(re.sub(r"[\W_]+", " ", letters.plain(text)).split())


def contract_term(text: str) -> str | None:
    """The contract term ``text`` means, one of CONTRACT_TERMS: the longest span it names, as in "annual, paid monthly"."""
    words = _words(text)
    if not words:
        return None
    months = _months(words)
    if months is not None:
        return next((term for most, term in _TERM_BANDS if months <= most), None)
    if _FREE.search(words):
        return "free"
    return "flexible" if _FLEXIBLE.search(words) else None


def payment_kind(text: str) -> str | None:
    """The way to pay ``text`` means, one of PAYMENT_KINDS. A debit card is a card; a transfer called automatic is a debit."""
    words = _words(text)
    if not words:
        return None
    if _CHECK.search(words):
        return "electronic_check" if _ELECTRONIC.search(words) else "paper_check"
    return next((kind for pattern, kind in _PAYMENTS if pattern.search(words)), None)


def plan_tier(text: str) -> str | None:
    """The tier a plan's name means, one of PLAN_TIERS."""
    words = _words(text)
    return next((tier for pattern, tier in _PLANS if pattern.search(words)), None) if words else None


def _words(text: str) -> str:
    return normalised(text) if len(text) <= LONGEST_CATEGORY else ""


def _months(words: str) -> float | None:
    if _HALF_YEAR.search(words):
        return 6.0
    if _MULTI_YEAR.search(words):
        return 24.0
    apart = re.sub(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)", " ", _GLUED.sub(r"\1 ", words)).split()
    if len(apart) == 1 and apart[0].isdecimal():
        return float(apart[0]) if int(apart[0]) in _BARE_MONTHS else None
    if apart[1:] == ["0"] and apart[0].isdecimal() and int(apart[0]) in _BARE_MONTHS:
        return float(apart[0])  # A number column read as text writes "12.0".
    spans = [_span(before, word) for before, word in zip(["", *apart], apart, strict=False)]
    return max((span for span in spans if span is not None), default=None)


def _span(before: str, word: str) -> float | None:
    number = float(before) if before.isdecimal() else float(_NUMBER_WORDS.get(before, 0))
    unit = _UNIT_WORDS.get(word) or next((months for begins, months in _UNIT_MONTHS if word.startswith(begins)), None)
    if unit is None and before.isdecimal():
        unit = _UNIT_LETTERS.get(word)
    return None if unit is None else unit * (number or 1.0)
