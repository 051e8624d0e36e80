"""Words in Polish and Turkish."""

# Concept: its words, without accents and case; words joined by "_" are a phrase.
WORDS: dict[str, str] = {
    "CUSTOMER": """
        klient klienta klienci klientow klientem klientka abonenta abonenci abonentow uzytkownik uzytkownika czlonek czlonka
        klubowicz klubowicza kontrahent kontrahenta odbiorca odbiorcy nabywca nabywcy platnik platnika pacjent pacjenta kursant
        kursanta uczestnik uczestnika konta musteri musterinin musteriler abone uye uyenin kullanici kullanicilar hesap hesabi
        ogrenci
    """,
    "ACCOUNT": "konta hesap hesabi",
    "SUBSCRIBER": "abonenta abonenci subskrybent subskrybenta abone",
    "USERS": "uzytkownik uzytkownika uzytkownicy uzytkownikow kullanici kullanicilar",
    "COMPANY": "firmy spolka spolki przedsiebiorstwo organizacja organizacji firmanin sirket sirketi isletme",
    "ID": "identyfikator identyfikatora kimligi",
    "CUSTOMER_ID": "cari_kod cari_kodu cari_no cari_hesap_kodu cari_hesap_no",
    "CODE": "kod kodu",
    "NUMBER": "numeru numara numarasi",
    "NAME": """
        nazwa nazwy imie imienia nazwisko nazwiska imie_i_nazwisko imie_nazwisko nazwisko_i_imie soyad soyadi ad_soyad
        adi_soyadi ad_soyadi isim isim_soyisim unvan unvani ticari_unvan ticari_unvani musteri_adi musteri_ad_soyad
        musteri_adi_soyadi firma_adi sirket_adi uye_adi uye_adi_soyadi abone_adi cari_adi
    """,
    "GIVEN": "imie imienia",
    "SURNAME": "nazwisko nazwiska soyad soyadi",
    "EMAIL": """
        adres_e_mail adres_email adres_mailowy poczta_elektroniczna adres_poczty_elektronicznej eposta e_posta e_posta_adresi
        eposta_adresi mail_adresi
    """,
    "PHONE": "telefonu komorka komorkowy cep_telefonu gsm_no cep_no gsm_numarasi",
    "AGE": "wiek wieku yas yasi",
    "BIRTH": "urodzenia urodzin dogum",
    "BIRTH_YEAR": "rok_urodzenia rocznik dogum_yili",
    "GENDER": "plec cinsiyet cinsiyeti",
    "COUNTRY": "kraj kraju panstwo ulke ulkesi",
    "NATIONALITY": "narodowosc obywatelstwo uyruk uyrugu",
    "PLACE": "rynek bolge bolgesi",
    "ADDRESS": """
        miasto miejscowosc ulica kod_pocztowy wojewodztwo powiat gmina adres adresu oddzial oddzialu filia placowka sehir ilce
        semt mahalle adresi posta_kodu sube subesi
    """,
    "INDUSTRY": "branza branzy pkd sektoru faaliyet_alani is_kolu",
    "OWNER": """
        opiekun opiekuna handlowiec handlowca doradca doradcy przedstawiciel przedstawiciela pracownik pracownika konsultant
        trener trenera sprzedawca sprzedawcy temsilci temsilcisi musteri_temsilcisi satis_temsilcisi danisman danismani yetkili
        yetkilisi sorumlu sorumlusu egitmen bayi
    """,
    "EMPLOYEES": """
        liczba_pracownikow pracownikow zatrudnienie liczba_zatrudnionych calisan_sayisi calisan personel_sayisi personel
    """,
    "EARNED": "gelir geliri",
    "FAMILY": """
        stan_cywilny dzieci rodzina czlonkow_rodziny liczba_czlonkow_rodziny malzonek medeni_hal medeni_hali medeni_durum
        medeni_durumu cocuk cocuk_sayisi aile evli
    """,
    "EDUCATION": "wyksztalcenie zawod zawodu egitim egitimi meslek meslegi",
    "INCOME": "dochod dochody dochodu wynagrodzenie zarobki gelir geliri maas maasi",
    "NATIONAL_ID": "pesel nip regon krs tckn vkn tc_kimlik tc_kimlik_no kimlik_no vergi_no vergi_numarasi",
    "INSURED": "ubezpieczony ubezpieczonego ubezpieczona sigortali sigortalinin",
    "SUPPLY_POINT": """
        nr_ppe numer_ppe kod_ppe punkt_poboru nr_licznika numer_licznika tesisat_no tesisat_numarasi sayac_no sayac_numarasi
    """,
    "DATE": "daty tarih tarihi tarihleri",
    "APPOINTMENT": "randevu randevusu",
    "DAY": "liczba_dni ilosc_dni ile_dni dni_od dni_bez dni_temu gun_once gun_sayisi gecen_gun kac_gun",
    "MONTH": "ay_sayisi kac_ay suresi_ay sure_ay kidem_ay",
    "YEAR": "liczba_lat ilosc_lat ile_lat",
    "DAYS_30": "30_dni 30_dniach 30_gun son_30_gun ostatnie_30_dni ostatnich_30_dni ostatnich_30_dniach",
    "DIGITS": "7_dni 14_dni 60_dni 90_dni 180_dni 365_dni 3_ay 6_ay 12_ay son_3_ay son_6_ay son_12_ay son_90_gun son_1_yil",
    "TO_DATE": "od_poczatku_roku yil_basindan_beri",
    "DAILY": "dzienny dzienna dziennie gunluk",
    "WEEKLY": "tygodniowy tygodniowa tygodniowo haftalik",
    "MONTHLY": "miesieczny miesieczna miesieczne miesiecznie miesiecznej miesiecznego za_miesiac na_miesiac aylik",
    "QUARTERLY": "kwartalny kwartalna kwartalne kwartalnie 3_aylik uc_aylik",
    "YEARLY": "roczny roczna roczne rocznie rocznej rocznego yillik senelik",
    "SINCE": "od_ostatniego od_ostatniej od_rozpoczecia od_rejestracji beri bu_yana",
    "AGO": "temu dni_od dni_bez gun_once once",
    "LAST": "ostatni ostatnia ostatnie ostatniego ostatniej ostatnich ostatnio en_son",
    "FIRST": "pierwszy pierwsza pierwsze pierwszego pierwszej ilk",
    "NEXT": """
        nastepny nastepna nastepne nastepnej nastepnego kolejny kolejna kolejne kolejnej najblizszy najblizsza najblizszej
        planowany planowana sonraki gelecek planlanan
    """,
    "PREVIOUS": "poprzedni poprzednia poprzednie poprzedniego poprzedniej onceki eski",
    "START": """
        rozpoczecie rozpoczecia poczatek poczatku aktywacja aktywacji uruchomienie uruchomienia baslangic baslangici baslama
        aktivasyon
    """,
    "END": "koniec konca zakonczenie zakonczenia bitis bitisi sona_erme",
    "EXPIRY": """
        wygasniecie wygasniecia waznosc waznosci termin_platnosci terminu_platnosci vade vadesi son_odeme son_odeme_tarihi
        gecerlilik son_kullanma
    """,
    "CREATED": "utworzenie utworzenia utworzono dodania zalozenia zalozenie olusturma olusturulma",
    "SIGNUP": """
        zawarcie zawarcia podpisanie podpisania rejestracja rejestracji zapisania przystapienie przystapienia dolaczenie
        dolaczenia klient_od klientka_od klientem_od czlonek_od abonent_od w_klubie_od kayit kaydi uyelik_tarihi uye_olma
        musteri_olma katilma katilim_tarihi abonelik_baslangici uyelik_baslangici
    """,
    "UPDATED": "modyfikacja modyfikacji aktualizacja aktualizacji zmiana zmiany guncelleme guncellenme degisiklik",
    "RENEWAL": "odnowienie odnowienia przedluzenie przedluzenia yenileme yenilenme",
    "RENEWED": "odnowiona odnowiony odnowiono przedluzona przedluzony yenilendi yenilendi_mi",
    "TENURE": """
        staz stazu dlugosc_wspolpracy czas_wspolpracy okres_wspolpracy lat_wspolpracy lata_wspolpracy musterilik_suresi
        musteri_suresi kidem kidemi kidem_ay kac_aydir_musteri kac_yildir_musteri
    """,
    "DURATION": "okres okresu dlugosc czas_trwania suresi suresi_ay sure_ay",
    "TERM": "czas_umowy zobowiazanie okres_zobowiazania taahhut taahhudu",
    "INTERVAL": "cykl okres_platnosci sikligi periyodu periyot donemi",
    "FREQUENCY": "czestotliwosc czestosc siklik sikligi",
    "UNTIL_NEXT": "dni_do pozostalo pozostale pozostalych do_konca kalan kalan_gun",
    "RECENCY": "nieaktywnosc nieaktywnosci nieaktywny bezczynnosci dni_nieaktywnosci hareketsizlik inaktivite",
    "RELATION": "wspolpraca wspolpracy musteri_iliskisi is_birligi",
    "LAST_LOGIN": """
        son_giris son_girisi son_giristen son_oturum son_ziyaret son_ziyaretten son_aktivite son_kullanim son_baglanti
        son_hareket
    """,
    "MONEY": """
        oplata oplaty oplat ceny cena_netto cena_brutto cena_miesieczna cena_pakietu cena_abonamentu cena_zl cena_pln kwota
        kwoty koszt koszty kosztow wartosc wartosci skladka skladki skladek przychod przychody przychodow obrot obroty obrotow
        wydatki wydatkow sprzedaz sprzedazy czynsz ucret ucreti ucretler bedel bedeli fiyat fiyati tutar tutari aidat aidati
        ciro cirosu harcama harcamasi ucret_tl ucreti_tl bedel_tl bedeli_tl fiyat_tl fiyati_tl tutar_tl tutari_tl ciro_tl
        cirosu_tl aidat_tl harcama_tl harcamasi_tl sigorta_primi prim_tutari fatura_tutari kira
    """,
    "SPENT": "wydatki wydatkow harcama harcamasi harcama_tl harcamasi_tl",
    "ELSEWHERE": "sprzedaz sprzedazy czynsz satis satisi kira",
    "PAID": "zaplacono zaplacone wplacono odenen",
    "ONE_AMOUNT": """
        oplata kwota wartosc skladka ucret ucreti bedel bedeli fiyat fiyati tutar tutari ucret_tl ucreti_tl bedel_tl tutar_tl
        tutari_tl
    """,
    "RECURRING": "abonamentowa abonamentowy abonamentowe stala_oplata sabit",
    "MRR": "abonament_mies abonament_miesieczny aylik_yinelenen_gelir",
    "TOTAL": "razem lacznie laczna laczny laczne calkowity calkowita calkowite ogolem toplam toplami kumulatif",
    "AVERAGE": "srednia sredni srednie sredniej ortalama",
    "DISCOUNT": "rabat rabatu rabaty znizka znizki upust upustu indirim indirimi iskonto iskontosu",
    "CURRENCY_CODE": "zl pln zlotych lira",
    "CURRENCY": "waluta waluty para_birimi doviz",
    "REFUND": "zwrot zwroty zwrotu iade iadesi",
    "BALANCE": "zadluzenie zadluzenia naleznosc naleznosci dlug pozyczka borc borcu bakiye bakiyesi kredi_limiti",
    "TAX": "podatek podatku kdv vergi",
    "EXTRA": """
        dodatkowy dodatkowa dodatkowe jednorazowy jednorazowa jednorazowe instalacyjna aktywacyjna tek_seferlik ilave ek_ucret
        ek_paket ek_hizmet kurulum
    """,
    "LATE": """
        zaleglosc zaleglosci zalegle zalegla opoznienie opoznienia opoznien przeterminowane gecikme geciken gecikmis gecikmeli
    """,
    "TRANSACTION": "transakcja transakcje transakcji koszyk koszyka islem islemi islemler sepet",
    "PURCHASE": "zakup zakupu zakupy zakupow zamowienie zamowienia zamowien siparis siparisi siparisler alisveris satin_alma",
    "ITEM": "produktu towar towaru urun urunu",
    "PLAN": """
        pakiet pakietu pakiety taryfa taryfy plan_taryfowy oferty planu wariant_taryfy paketi tarifesi plan_adi paket_adi
        tarife_adi paket_turu paket_tipi
    """,
    "LEVEL": "poziom poziomu seviye seviyesi",
    "SUBSCRIPTION": """
        subskrypcja subskrypcji abonament abonamentu karnet karnetu czlonkostwo czlonkostwa abonelik aboneligi uyelik uyeligi
    """,
    "POLICY": "polisa polisy polis policesi sigorta sigortasi",
    "CONTRACT": "umowa umowy umow umowie sozlesme sozlesmesi kontrat kontrati",
    "CONTRACT_TYPE": """
        okres_rozliczeniowy cykl_rozliczeniowy okres_rozliczenia cykl_rozliczenia taahhut_suresi taahhut_tipi taahhut_turu
        fatura_donemi faturalama_donemi faturalama_periyodu odeme_periyodu odeme_sikligi odeme_donemi
    """,
    "TYPE": "rodzaj rodzaju typu kategoria turu tipi kategori",
    "BILLING": "rozliczenie rozliczenia fakturowanie fakturowania faturalama",
    "PAYMENT": "platnosc platnosci zaplata zaplaty wplata wplaty wplat odeme odemesi odemeler",
    "METHOD": "metoda sposob formy sekli yontem yontemi",
    "PAYMENT_METHOD": "forma_zaplaty odeme_araci odeme_tipi odeme_turu",
    "CARD": "karta karty karti",
    "INVOICE": "faktura faktury faktur fatura_sayisi fatura_adedi",
    "TRIAL": "okres_probny probny deneme deneme_suresi",
    "REVENUE": "przychod przychody przychodow obrot obroty obrotow ciro cirosu ciro_tl cirosu_tl",
    "WITH_TAX": "z_vat bez_vat kdv_dahil kdv_haric kdvli kdvsiz kdv_dahil_tl kdv_haric_tl brut",
    "LOGIN": """
        logowanie logowania logowan zalogowan wizyta wizyty wizyt wejscie wejscia wejsc sesja sesje sesji odwiedziny trening
        treningi treningow giris girisi girisler giris_sayisi ziyaret ziyareti ziyaretler oturum oturumu antrenman
    """,
    "ACTIVITY": "aktywnosc aktywnosci aktivite aktivitesi",
    "ACTIVE": "aktywny aktywna aktywni aktywne aktywnych aktif aktif_mi",
    "OCCASION": "dostawa dostawy doladowanie doladowania teslimat konaklama yukleme",
    "UPKEEP": """
        przeglad przegladu kontrola spotkanie spotkania przypomnienie wezwanie wezwania konserwacja bakim bakimi gorusme
        toplanti hatirlatma denetim
    """,
    "SCORE": "ocena oceny punkty punktow wskaznik puan puani skor skoru",
    "NPS": """
        czy_polecilbys sklonnosc_do_polecania sklonnosc_do_polecenia gotowosc_do_polecenia tavsiye_skoru tavsiye_puani
        tavsiye_etme_olasiligi tavsiye_eder_misiniz
    """,
    "SATISFACTION": "satysfakcja satysfakcji zadowolenie zadowolenia zadowolony memnuniyet memnuniyeti",
    "SURVEY": "ankieta ankiety anket anketi",
    "TICKET": """
        zgloszenie zgloszenia zgloszen awaria awarie awarii usterka usterki ariza arizasi ariza_kaydi destek_bileti
        destek_biletleri destek_kaydi destek_kayitlari
    """,
    "COMPLAINT": "reklamacja reklamacje reklamacji skarga skargi skarg sikayet sikayeti sikayetler sikayetleri",
    "SUPPORT": """
        do_bok z_bok do_bok_u infolinia infolinii infolinie biuro_obslugi_klienta obsluga_klienta obslugi_klienta
        pomoc_techniczna pomocy_technicznej wsparcie wsparcia destek cagri_merkezi musteri_hizmetleri teknik_destek
    """,
    "SERVICE": "usluga uslugi uslug hizmet hizmeti",
    "CALL": "cagri cagrilar cagri_sayisi aramasi aramalari",
    "CONTACT": "kontakty kontaktow kontaktu iletisim",
    "REQUEST": "zapytanie zapytania zapytan talep talebi talepler talepleri",
    "OPEN": "otwarte otwarcia otwarcie otwartych acilis acilan acik",
    "CLOSED": "zamkniecia zamkniecie zamkniete kapanis kapanan kapatma kapatilma",
    "SEAT": "licencja licencje licencji stanowisko stanowiska stanowisk lisans lisansi lisanslar koltuk",
    "PURCHASED": "zakupione zakupionych wykupione wykupionych kupione kupionych oplacone oplaconych satin_alinan alinan",
    "USED": "wykorzystane wykorzystanych uzywane uzywanych uzyte uzytych przypisane przypisanych kullanilan atanan",
    "USAGE": """
        uzycie uzycia zuzycie zuzycia wykorzystanie wykorzystania korzystanie korzystania kullanim kullanimi tuketim tuketimi
    """,
    "FEATURE": "funkcje funkcji ozellik ozellikler",
    "PRODUCT_USE": "aplikacja aplikacji produktu uygulama platformu",
    "COUNT": "liczba ilosc sayisi adet adedi",
    "PERCENT": "procent procentowy procentowa yuzde yuzdesi",
    "SHARE": "udzial oran orani",
    "RETAINED": "obecny_klient aktywny_klient mevcut_musteri aktif_musteri hala_musteri",
    "CHURN": """
        rezygnacja rezygnacji rezygnacje zrezygnowal zrezygnowala odejscie odejscia odszedl odeszla odeszli rozwiazanie
        rozwiazania rozwiazana rozwiazano wypowiedzenie wypowiedzenia wypowiedziana wypowiedzial anulowanie anulowania anulowano
        anulowana anulowany utracony utracona utracono dezaktywacja dezaktywacji wypisania byly_klient iptal iptali iptal_mi
        iptal_etti iptal_etti_mi iptal_edildi iptal_edildi_mi ayrilma ayrilis ayrildi ayrildi_mi ayrilan fesih feshi feshedildi
        kaybedildi kaybedilen kayip_musteri kapanma terk_etti
    """,
    "ENDING": "zakonczona zakonczony wygasla wygasl pasif sonlandi sonlandirma sonlanma",
    "SUSPENDED": "zawieszenie zawieszenia zawieszony zawieszona askiya_alma askida dondurma donduruldu",
    "LABEL": "tak_nie t_n flaga evet_hayir e_h",
    "IS": "czy",
    "STATUS": "statusu durum durumu",
    "REASON": "powod powodu przyczyna przyczyny neden nedeni sebep sebebi",
    "PREDICTED": """
        prognoza prognozowany prognozowana przewidywany przewidywana szacowany szacowana prawdopodobienstwo ryzyko ryzyka tahmin
        tahmini olasilik olasiligi riski
    """,
    "STOP": "ciagu w_ciagu itibariyle icin",
    "GROUP": "przedzial przedzial_wiekowy grupa grupa_wiekowa grubu yas_grubu yas_araligi",
    "TEXT": "opis uwagi komentarz komentarze notatki aciklama yorum notlar",
    "SOURCE": "zrodlo zrodla kod_rabatowy zgoda zgody kaynak kaynagi",
    "PROMO": "promocja promocje promocji kupon kampanya kampanyasi",
    "TREND": "wzrost spadek artis degisim",
    "VEHICLE": "szkoda szkody szkod pojazd pojazdu hasar hasari arac araci",
    "DEAL": "szansa_sprzedazy firsat firsati",
}
