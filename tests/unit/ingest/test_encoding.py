"""A sign of money is told from a letter by where it stands: £6.50 is no ú6.50."""

import pytest

from services.ingest.reading import encoding

TEXTS = [
    "£6.50,£4.20",
    "Fee (£),£/month",
    "12\N{NO-BREAK SPACE}450,00 €,3\N{NO-BREAK SPACE}100,00 €",
    "£6.50,Zoë,Café",
    "£6.50,O’Neill,D’Angelo",
    "£6.50,€7.20",
]
LETTERS = "Müller,Größe,Straße,Jäger,García,Muñoz,Peña,Élodie,François,à Paris,São João"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cp1250", "Imię i nazwisko,Płeć,Zgłoszenia,Łódź,Wójcik,Opłata miesięczna (zł)"),
        ("iso8859_2", "Imię i nazwisko,Płeć,Zgłoszenia,Łódź,Wójcik,Odszedł,Ścieżka,Źródło"),
        ("cp1254", "Müşteri No,Adı Soyadı,Doğum Yılı,Çağrı,Ödeme Şekli,İptal"),
    ],
)
def test_letters_of_polish_and_turkish_tell_their_encodings(name: str, text: str) -> None:
    assert encoding.detect(f"id,fee\n1,{text}\n".encode(name)) == name


@pytest.mark.parametrize("text", TEXTS)
def test_signs_of_money_are_those_of_windows(text: str) -> None:
    assert encoding.detect(f"id,fee\n1,{text}\n".encode("cp1252")) == "cp1252"


@pytest.mark.parametrize("name", ["cp850", "mac_roman", "cp1252"])
@pytest.mark.parametrize("text", [LETTERS, f"{LETTERS},£6.50,£4.20"])
def test_letters_tell_an_older_encoding_beside_signs_of_money(name: str, text: str) -> None:
    assert encoding.detect(f"id,fee\n1,{text}\n".encode(name)) == name
