"""In which language a text is written."""

import pytest

from reader.analysis import lexicon
from reader.analysis.detection import language_of, name_of

TEXTS = {
    "en": "The water stands higher than in any other year since it has been measured here, and nobody "
    "knows how long the bridge will hold. Those who live at the harbour have brought their boats "
    "away.",
    "de": "Das Wasser steht höher als in jedem anderen Jahr, seit es hier gemessen wird, und niemand "
    "weiß, wie lange die Brücke noch hält. Wer am Hafen wohnt, hat sein Boot weggebracht.",
    "fr": "L'eau est plus haute que pendant toutes les autres années depuis qu'on la mesure ici, et "
    "personne ne sait combien de temps le pont va tenir. Ceux qui habitent au port ont emmené "
    "leurs bateaux.",
    "es": "El agua está más alta que en cualquier otro año desde que se mide aquí, y nadie sabe cuánto "
    "tiempo va a resistir el puente. Los que viven en el puerto se han llevado sus barcos.",
    "it": "L'acqua è più alta che in ogni altro anno da quando la si misura qui, e nessuno sa per "
    "quanto tempo il ponte resisterà. Quelli che abitano al porto hanno portato via le loro "
    "barche.",
    "pt": "A água está mais alta do que em qualquer outro ano desde que aqui se mede, e ninguém sabe "
    "quanto tempo a ponte vai aguentar. Os que moram no porto já levaram os seus barcos.",
    "nl": "Het water staat hoger dan in enig ander jaar sinds het hier gemeten wordt, en niemand weet "
    "hoe lang de brug het nog houdt. Wie bij de haven woont, heeft zijn boot al weggebracht.",
    "pl": "Woda stoi wyżej niż w jakimkolwiek innym roku, odkąd się ją tutaj mierzy, i nikt nie wie, "
    "jak długo most jeszcze wytrzyma. Ci, którzy mieszkają przy porcie, już zabrali swoje łodzie,"
    " ale nie wszyscy.",
    "cs": "Voda stojí výše než v kterémkoli jiném roce, co se tu měří, a nikdo neví, jak dlouho most "
    "ještě vydrží. Ti, kteří bydlí u přístavu, už odvezli své lodě, ale nebylo jich mnoho.",
    "sv": "Vattnet står högre än under något annat år sedan man började mäta det här, och ingen vet hur"
    " länge bron kommer att hålla. De som bor vid hamnen har redan tagit bort sina båtar.",
    "fi": "Vesi on korkeammalla kuin minään muuna vuonna sen jälkeen, kun sitä on täällä mitattu, eikä "
    "kukaan tiedä, kuinka kauan silta kestää. Ne, jotka asuvat satamassa, ovat jo vieneet "
    "veneensä, mutta eivät kaikki.",
    "hu": "A víz magasabban áll, mint bármelyik évben, amióta itt mérik, és senki sem tudja, hogy "
    "meddig bírja még a híd. Akik a kikötőben laknak, már elvitték a csónakjaikat, de nem "
    "mindenki.",
    "tr": "Su, burada ölçüldüğü günden bu yana hiç olmadığı kadar yüksek ve köprünün daha ne kadar "
    "dayanacağını kimse bilmiyor. Limanda oturanlar teknelerini götürdü, ama bu herkes için kolay"
    " değil.",
    "ru": "Вода стоит выше, чем в любой другой год, с тех пор как её здесь измеряют, и никто не знает, "
    "сколько ещё выдержит мост. Те, кто живёт у гавани, уже увезли свои лодки.",
    "uk": "Вода стоїть вище, ніж у будь-який інший рік, відколи її тут вимірюють, і ніхто не знає, "
    "скільки ще витримає міст. Ті, хто живе біля гавані, вже забрали свої човни.",
    "el": "Το νερό είναι ψηλότερα από κάθε άλλη χρονιά και κανείς δεν ξέρει πόσο θα αντέξει η γέφυρα.",
    "ar": "الماء أعلى من أي عام آخر منذ أن بدأ قياسه هنا، ولا أحد يعرف كم من الوقت سيصمد الجسر.",
    "zh": "这里的水位比有记录以来的任何一年都高，没有人知道这座桥还能坚持多久。",
    "ja": "ここで測定が始まって以来、水位はどの年よりも高く、橋がいつまで持つかは誰にも分からない。",
    "ko": "이곳에서 수위를 잰 이래 어느 해보다 물이 높고, 다리가 얼마나 버틸지는 아무도 모른다.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_few_lines_tell_the_language(language: str) -> None:
    assert language_of([TEXTS[language]]) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "17 + 4 = 21",
        "La Paz",
        "¡Olé!",
        "Rosen und Tulpen",
        "def add(a, b):\n    return a + b\n\nfor i in range(10):\n    print(add(i, 1))",
        "El Niño\n\nLa Niña\n\nRio de Janeiro\n\nLas Vegas\n\nLos Angeles\n\nSan José\n\nLa Paz",
        "Silver moon, silent lake,\nreeds bow low, ripples break.",
        "PyTorch 2.1, CUDA 12, Ubuntu 22.04, gcc 13, cmake 3.27, ninja 1.11, numpy 1.26, scipy 1.11",
        "She read Goethe aloud: “Über allen Gipfeln ist Ruh, in allen Wipfeln spürest du kaum einen Hauch.” "
        "Then she closed the book, and for a while nobody in the room said anything at all to her.",
    ],
)
def test_what_is_short_or_has_few_sentences_is_taken_for_english(text: str) -> None:
    assert language_of([text]) == "en"


def test_the_greater_part_of_a_mixed_text_counts() -> None:
    assert language_of([TEXTS["de"], TEXTS["en"], TEXTS["de"]]) == "de"
    assert language_of([TEXTS["en"], TEXTS["de"], TEXTS["en"]]) == "en"
    assert language_of([TEXTS["ru"], TEXTS["en"], TEXTS["en"]]) == "en"


def test_a_long_text_is_sampled_from_its_start_to_its_end() -> None:
    assert language_of([TEXTS["en"]] * 300 + [TEXTS["fr"]] * 900) == "fr"


def test_every_language_that_can_be_found_has_a_name() -> None:
    codes = {*dict(lexicon.pairs("languages")), *dict(lexicon.pairs("scripts"))}
    assert all(name_of(code) for code in codes)
    assert name_of("pt") == "Portuguese"


def test_no_other_language_counts_a_word_that_english_has() -> None:
    words = {code: rest.partition("|")[2].split() for code, rest in lexicon.pairs("languages")}
    english = set(words.pop("en"))
    assert not {code: english & set(own) for code, own in words.items() if english & set(own)}
    assert all(len(own) == len(set(own)) for own in words.values())
