"""Names and codes of countries as people write them in six languages, without accents and case."""

_NAMES = """
afghanistan|albania|algeria|andorra|angola|argentina|armenia|australia|austria|azerbaijan|bahamas|bahrain|bangladesh|barbados|belarus|belgium
belize|benin|bhutan|bolivia|bosnia and herzegovina|bosnia|botswana|brazil|brunei|bulgaria|burkina faso|burundi|cambodia|cameroon|canada|cape verde
central african republic|chad|chile|china|colombia|comoros|congo|costa rica|croatia|cuba|cyprus|czech republic|czechia|denmark|djibouti|dominica
dominican republic|ecuador|egypt|el salvador|equatorial guinea|eritrea|estonia|eswatini|ethiopia|fiji|finland|france|gabon|gambia|georgia|germany
ghana|greece|grenada|guatemala|guinea|guinea-bissau|guyana|haiti|honduras|hong kong|hungary|iceland|india|indonesia|iran|iraq|ireland|israel|italy
ivory coast|cote d'ivoire|jamaica|japan|jordan|kazakhstan|kenya|kiribati|korea|south korea|north korea|kosovo|kuwait|kyrgyzstan|laos|latvia|lebanon
lesotho|liberia|libya|liechtenstein|lithuania|luxembourg|macau|madagascar|malawi|malaysia|maldives|mali|malta|mauritania|mauritius|mexico|moldova
monaco|mongolia|montenegro|morocco|mozambique|myanmar|namibia|nepal|netherlands|the netherlands|holland|new zealand|nicaragua|niger|nigeria
north macedonia|macedonia|norway|oman|pakistan|palestine|panama|papua new guinea|paraguay|peru|philippines|poland|portugal|puerto rico|qatar|romania
russia|russian federation|rwanda|samoa|san marino|saudi arabia|senegal|serbia|seychelles|sierra leone|singapore|slovakia|slovenia|somalia
south africa|spain|sri lanka|sudan|suriname|sweden|switzerland|syria|taiwan|tajikistan|tanzania|thailand|togo|tonga|trinidad and tobago|tunisia
turkey|turkiye|turkmenistan|uganda|ukraine|united arab emirates|uae|united kingdom|uk|great britain|england|scotland|wales|northern ireland
united states|united states of america|usa|u.s.|u.s.a.|us|america|uruguay|uzbekistan|vatican|venezuela|vietnam|viet nam|yemen|zambia|zimbabwe
espana|francia|alemania|italia|reino unido|estados unidos|ee.uu.|eeuu|brasil|paises bajos|belgica|suiza|suecia|noruega|dinamarca|finlandia|polonia
grecia|turquia|japon|rusia|irlanda|marruecos|hungria|rumania|egipto|sudafrica|corea del sur|republica dominicana|republica checa|croacia|ucrania
alemanha|franca|espanha|reino unido|paises baixos|suica|japao|russia|irlanda|marrocos|africa do sul|mocambique|mexico|argentina|belgica|holanda
allemagne|espagne|royaume-uni|etats-unis|bresil|pays-bas|belgique|suisse|suede|norvege|danemark|finlande|pologne|grece|turquie|japon|russie|irlande
maroc|algerie|tunisie|mexique|autriche|chine|inde|italie|afrique du sul|afrique du sud|coree du sud|roumanie|hongrie|republique tcheque|cameroun
deutschland|frankreich|spanien|italien|vereinigtes konigreich|grossbritannien|vereinigte staaten|brasilien|niederlande|belgien|schweiz|osterreich
oesterreich|schweden|norwegen|danemark|finnland|polen|griechenland|turkei|russland|irland|mexiko|indien|sudafrika|kanada|rumanien|ungarn|tschechien
germania|spagna|regno unito|stati uniti|brasile|paesi bassi|olanda|belgio|svizzera|austria|svezia|norvegia|danimarca|finlandia|polonia|grecia
turchia|giappone|cina|messico|sudafrica|corea del sud|romania|ungheria|canada|portogallo|irlanda|egitto|marocco
"""
_CODES = """
ad ae af al am ao ar at au az ba bb bd be bf bg bh bi bj bn bo br bs bt bw by bz ca cd cf cg ch ci cl cm cn co cr cu cv cy cz de dj dk dm do dz ec ee
eg er es et fi fj fr ga gb gd ge gh gm gn gq gr gt gw gy hk hn hr ht hu id ie il in iq ir is it jm jo jp ke kg kh km kr kw kz la lb li lk lr ls lt lu
lv ly ma mc md me mg mk ml mm mn mo mr mt mu mv mw mx my mz na ne ng ni nl no np nz om pa pe pg ph pk pl pr ps pt py qa ro rs ru rw sa sc sd se sg si sk
sl sm sn so sr sv sy sz td tg th tj tm tn to tr tt tw tz ua ug us uy uz va ve vn ye za zm zw
arg aus aut bel bgr bra can che chl chn col cze deu dnk ecu egy esp est fin fra gbr ger grc hkg hrv hun idn ind irl isr ita jpn ken kor ltu lux lva mar
mex mys nga nld nor nzl pak per phl pol prt rou rus sau sgp svk svn swe tha tur twn ukr ury ven vnm zaf
"""

COUNTRIES = frozenset(name.strip() for line in _NAMES.split("\n") for name in line.split("|") if name.strip()) | frozenset(_CODES.split())
