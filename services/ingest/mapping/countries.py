"""Names and codes of countries as people write them in twelve languages, without accents and case."""

_NAMES = """
afghanistan|africa do sul|afrique du sud|afrique du sul|albania|alemanha|alemania|algeria|algerie|allemagne|america|andorra
angola|argentina|armenia|australia|austria|autriche|azerbaijan|bahamas|bahrain|bangladesh|barbados|belarus|belgica|belgien
belgio|belgique|belgium|belize|benin|bhutan|bolivia|bosnia|bosnia and herzegovina|botswana|brasil|brasile|brasilien|brazil
bresil|brunei|bulgaria|burkina faso|burundi|cambodia|cameroon|cameroun|canada|cape verde|central african republic|chad|chile
china|chine|cina|colombia|comoros|congo|corea del sud|corea del sur|coree du sud|costa rica|cote d'ivoire|croacia|croatia|cuba
cyprus|czech republic|czechia|danemark|danimarca|denmark|deutschland|dinamarca|djibouti|dominica|dominican republic|ecuador
ee.uu.|eeuu|egipto|egitto|egypt|el salvador|england|equatorial guinea|eritrea|espagne|espana|espanha|estados unidos|estonia
eswatini|etats-unis|ethiopia|fiji|finland|finlande|finlandia|finnland|franca|france|francia|frankreich|gabon|gambia|georgia
germania|germany|ghana|giappone|great britain|grece|grecia|greece|grenada|griechenland|grossbritannien|guatemala|guinea
guinea-bissau|guyana|haiti|holanda|holland|honduras|hong kong|hongrie|hungary|hungria|iceland|inde|india|indien|indonesia|iran
iraq|ireland|irland|irlanda|irlande|israel|italia|italie|italien|italy|ivory coast|jamaica|japan|japao|japon|jordan|kanada
kazakhstan|kenya|kiribati|korea|kosovo|kuwait|kyrgyzstan|laos|latvia|lebanon|lesotho|liberia|libya|liechtenstein|lithuania
luxembourg|macau|macedonia|madagascar|malawi|malaysia|maldives|mali|malta|maroc|marocco|marrocos|marruecos|mauritania
mauritius|messico|mexico|mexiko|mexique|mocambique|moldova|monaco|mongolia|montenegro|morocco|mozambique|myanmar|namibia|nepal
netherlands|new zealand|nicaragua|niederlande|niger|nigeria|north korea|north macedonia|northern ireland|noruega|norvege
norvegia|norway|norwegen|oesterreich|olanda|oman|osterreich|paesi bassi|paises baixos|paises bajos|pakistan|palestine|panama
papua new guinea|paraguay|pays-bas|peru|philippines|poland|polen|pologne|polonia|portogallo|portugal|puerto rico|qatar
regno unito|reino unido|republica checa|republica dominicana|republique tcheque|romania|roumanie|royaume-uni|rumania|rumanien
rusia|russia|russian federation|russie|russland|rwanda|samoa|san marino|saudi arabia|schweden|schweiz|scotland|senegal|serbia
seychelles|sierra leone|singapore|slovakia|slovenia|somalia|south africa|south korea|spagna|spain|spanien|sri lanka
stati uniti|sudafrica|sudafrika|sudan|suecia|suede|suica|suisse|suiza|suriname|svezia|svizzera|sweden|switzerland|syria|taiwan
tajikistan|tanzania|thailand|the netherlands|togo|tonga|trinidad and tobago|tschechien|tunisia|tunisie|turchia|turkei|turkey
turkiye|turkmenistan|turquia|turquie|u.s.|u.s.a.|uae|ucrania|uganda|uk|ukraine|ungarn|ungheria|united arab emirates
united kingdom|united states|united states of america|uruguay|usa|uzbekistan|vatican|venezuela|vereinigte staaten
vereinigtes konigreich|viet nam|vietnam|wales|yemen|zambia|zimbabwe
polska|niemcy|francja|hiszpania|wlochy|wielka brytania|czechy|ukraina|litwa|slowacja|szwecja|norwegia|dania|szwajcaria|wegry
stany zjednoczone|irlandia|rumunia|almanya|fransa|ispanya|italya|ingiltere|birlesik krallik|hollanda|belcika|avusturya|isvicre
isvec|yunanistan|bulgaristan|rusya|azerbaycan|abd|kibris|polonya|ukrayna
belgie|denemarken|duitsland|finnland|frankrijk|griekenland|ierland|italie|luxemburg|nederland|noorwegen|oostenrijk|spanje
tsjechie|turkije|verenigd koninkrijk|verenigde staten|zweden|zwitserland|belgien|danmark|frankrike|grekland|italien|kina
nederlanderna|norge|osterrike|spanien|storbritannien|sverige|tjeckien|turkiet|tyskland|ungern|frankrig|graekenland|holland|irland|island
nederlandene|ostrig|tjekkiet|tyrkiet|hellas|nederland|spania|storbritannia|sveits|tsjekkia|tyrkia|forente stater|estland|letland
lettland|litauen|faeroerne|gronland
"""
_CODES = """
ad ae af al am ao ar at au az ba bb bd be bf bg bh bi bj bn bo br bs bt bw by bz ca cd cf cg ch ci cl cm cn co cr cu cv cy cz
de dj dk dm do dz ec ee eg er es et fi fj fr ga gb gd ge gh gm gn gq gr gt gw gy hk hn hr ht hu id ie il in iq ir is it jm jo
jp ke kg kh km kr kw kz la lb li lk lr ls lt lu lv ly ma mc md me mg mk ml mm mn mo mr mt mu mv mw mx my mz na ne ng ni nl no
np nz om pa pe pg ph pk pl pr ps pt py qa ro rs ru rw sa sc sd se sg si sk sl sm sn so sr sv sy sz td tg th tj tm tn to tr tt
tw tz ua ug us uy uz va ve vn ye za zm zw arg aus aut bel bgr bra can che chl chn col cze deu dnk ecu egy esp est fin fra gbr
ger grc hkg hrv hun idn ind irl isr ita jpn ken kor ltu lux lva mar mex mys nga nld nor nzl pak per phl pol prt rou rus sau
sgp svk svn swe tha tur twn ukr ury ven vnm zaf
"""

_WRITTEN_OUT = "|".join(_NAMES.split("\n")).split("|")
COUNTRIES = frozenset(name for name in _WRITTEN_OUT if name) | frozenset(_CODES.split())
