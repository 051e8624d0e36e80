"""The names of months, and their usual abbreviations, in the mapped languages."""

# January to December: English, Spanish, Portuguese, French, German, Italian, Polish (also as in dates), Turkish,
# Dutch, Swedish, Danish, Norwegian.
_NAMES = (
    "january february march april may june july august september october november december",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    # As they are written where there are no such letters, and in capitals.
    "styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
    "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "januar februar mars april mai juni juli august september oktober november desember",
)
_ABBREVIATIONS = (
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "ene feb mar abr may jun jul ago sept oct nov dic",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "jan feb mär apr mai jun jul aug sept okt nov dez",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "oca şub mar nis may haz tem ağu eyl eki kas ara",
    "oca sub mar nis may haz tem agu eyl eki kas ara",
    "jän feb mrz apr mai jun jul aou sep oct nov dic",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "jan feb mar apr maj jun jul aug sep okt nov des",
)

# Lower-case name to the number of the month. No name means one month in one language and another in another.
MONTHS: dict[str, int] = {
    name: number for names in (*_NAMES, *_ABBREVIATIONS) for number, name in enumerate(names.split(), start=1)
}
MONTHS.update({"marco": 3, "fevrier": 2, "aout": 8, "decembre": 12, "maerz": 3, "fevr": 2})
