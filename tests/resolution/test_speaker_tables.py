"""Who speaks, in the shapes that news uses: a table of pages for each."""

from __future__ import annotations

import pytest
from speaking_pages import marked

from onrecord.core.options import ReadOptions
from onrecord.core.statements import Statement
from onrecord.resolution import resolve


def last_of(markup: str, headline: bool = False) -> Statement:
    page, attributions = marked(markup, headline)
    return resolve(page, attributions, ReadOptions()).statements[-1]


# page, kind, name, role, affiliation of the last statement's speaker
NAMES = [
    (
        "<Luis Ferreiro, Galicia's Foreign Minister>, {said} [it is dry].",
        "person",
        "Luis Ferreiro",
        "Galicia's Foreign Minister",
        None,
    ),
    (
        "<Luis Ferreiro>, Galicia's Foreign Minister, {said} [it is dry].",
        "person",
        "Luis Ferreiro",
        "Galicia's Foreign Minister",
        None,
    ),
    (
        "<Green House press secretary Paul Stern> {told} reporters [it is dry].",
        "person",
        "Paul Stern",
        "Green House press secretary",
        None,
    ),
    ("<Sir Owen Pryce, who replaced Tom Bell as leader,> {said} [it is dry].", "person", "Owen Pryce", "leader", None),
    ("<Mary Quill, a doctor in Leeds,> {said} [it is dry].", "person", "Mary Quill", "doctor in Leeds", None),
    (
        "[It is dry], {said} <Dr. Anna Reyes of the University of Vigo>.",
        "person",
        "Anna Reyes",
        None,
        "University of Vigo",
    ),
    (
        "[It is dry], {said} <Anna Reyes, a professor of law at the University of Vigo>.",
        "person",
        "Anna Reyes",
        "professor of law at the University of Vigo",
        "University of Vigo",
    ),
    ("Anna Reyes came late. <Mr. Reyes> {said} [it is dry].", "person", "Anna Reyes", None, None),
    ("Omar Jarrah came late. <Mr. Jarrah> {said} [it is dry].", "person", "Omar Jarrah", None, None),
    ("<Omar Jarrah, 44, a farmer from Lugo,> {said} [it is dry].", "person", "Omar Jarrah", "farmer from Lugo", None),
    (
        "<Ann Lee, director of the Rivers Union>, {said} [it is dry].",
        "person",
        "Ann Lee",
        "director of the Rivers Union",
        "Rivers Union",
    ),
    ("<The union's director, Ann Lee>, {said} [it is dry].", "person", "Ann Lee", "union's director", None),
    (
        "<Rivers Union director Ann Lee> {said} [it is dry].",
        "person",
        "Ann Lee",
        "Rivers Union director",
        "Rivers Union",
    ),
    ("<Sen. Kim Orr (R-Fla.)> {said} [it is dry].", "person", "Kim Orr", "Sen.", None),
    ("<Sen. Kim Orr, R-Fla.,> {said} [it is dry].", "person", "Kim Orr", "Sen.", None),
    ("<Former Ohio Gov. Paula Reyes> {said} [it is dry].", "person", "Paula Reyes", "Former Ohio Gov.", None),
    ("<Deputy Prime Minister Tomás Rey> {said} [it is dry].", "person", "Tomás Rey", "Deputy Prime Minister", None),
    (
        "<a spokeswoman for the Rivers Union, Ann Lee>, {said} [it is dry].",
        "person",
        "Ann Lee",
        "spokeswoman for the Rivers Union",
        "Rivers Union",
    ),
    ("<A spokesman, Paul Stern>, {said} [it is dry].", "person", "Paul Stern", "spokesman", None),
    (
        "<Paul Stern, a spokesman for Mayor Ann Lee,> {said} [it is dry].",
        "person",
        "Paul Stern",
        "spokesman for Mayor Ann Lee",
        None,
    ),
    (
        "<Ann Lee, Mayor Orr's chief of staff,> {said} [it is dry].",
        "person",
        "Ann Lee",
        "Mayor Orr's chief of staff",
        None,
    ),
    ("<Ann Lee, the mayor's wife,> {said} [it is dry].", "person", "Ann Lee", "mayor's wife", None),
    ("<Ann Lee>, who leads the Rivers Union, {said} [it is dry].", "person", "Ann Lee", None, None),
    ("<Ann Lee, who is a nurse,> {said} [it is dry].", "person", "Ann Lee", "nurse", None),
    (
        "<Ann Lee, chief executive of Acme Industries,> {said} [it is dry].",
        "person",
        "Ann Lee",
        "chief executive of Acme Industries",
        "Acme Industries",
    ),
    (
        "<Acme Industries CEO Ann Lee> {said} [it is dry].",
        "person",
        "Ann Lee",
        "Acme Industries CEO",
        "Acme Industries",
    ),
    ("<Acme chief executive Ann Lee> {said} [it is dry].", "person", "Ann Lee", "Acme chief executive", "Acme"),
    ("<Police Chief Ann Lee> {said} [it is dry].", "person", "Ann Lee", "Police Chief", None),
    ("<Lt. Col. Ann Lee> {said} [it is dry].", "person", "Ann Lee", "Lt. Col.", None),
    (
        "<Rep. Ann Lee, the ranking Democrat on the House Water Committee,> {said} [it is dry].",
        "person",
        "Ann Lee",
        "Rep.",
        None,
    ),
    ("<Ann Lee of the Rivers Union> {said} [it is dry].", "person", "Ann Lee", None, "Rivers Union"),
    ("<Ann Lee, from Leeds,> {said} [it is dry].", "person", "Ann Lee", None, None),
    ("<economist Ann Lee> {said} [it is dry].", "person", "Ann Lee", "economist", None),
    ("<Harvard economist Ann Lee> {said} [it is dry].", "person", "Ann Lee", "Harvard economist", None),
    (
        "<Judge Ann Lee of the U.S. District Court> {said} [it is dry].",
        "person",
        "Ann Lee",
        "Judge",
        "U.S. District Court",
    ),
    ("<Beto O'Rourke> {said} [it is dry].", "person", "Beto O'Rourke", None, None),
    ("<Siobhan O’Rourke’s> {claim} [that it is dry] was wrong.", "person", "Siobhan O’Rourke", None, None),
    (
        "<Alexander Van der Bellen, Austria's president,> {said} [it is dry].",
        "person",
        "Alexander Van der Bellen",
        "Austria's president",
        None,
    ),
    ("<President Abdel Fattah al-Sisi> {said} [it is dry].", "person", "Abdel Fattah al-Sisi", "President", None),
    ("<Alexandria Ocasio-Cortez> {said} [it is dry].", "person", "Alexandria Ocasio-Cortez", None, None),
    ("<Ursula von der Leyen> {said} [it is dry].", "person", "Ursula von der Leyen", None, None),
    ("<Suharto> {said} [it is dry].", "person", "Suharto", None, None),
    ("<The singer Adele> {said} [it is dry].", "person", "Adele", "singer", None),
    ("<President Suharto> {said} [it is dry]. ", "person", "Suharto", "President", None),
    ("<محمد علي> {said} [it is dry].", "person", "محمد علي", None, None),
    ("<Kim Jong-un> {said} [it is dry].", "person", "Kim Jong-un", None, None),
    ("<J.R. Smith> {said} [it is dry].", "person", "J.R. Smith", None, None),
    ("<John Hale Jr.> {said} [it is dry].", "person", "John Hale Jr.", None, None),
    (
        "<DHS> {said} [it is dry]. The Department of Harbour Safety (DHS) is new.",
        "organization",
        "Department of Harbour Safety",
        None,
        None,
    ),
    (
        "The Department of Harbour Safety is new. <The DHS> {said} [it is dry].",
        "organization",
        "Department of Harbour Safety",
        None,
        None,
    ),
    ("<The DHS> {said} [it is dry].", "organization", "DHS", None, None),
    ("<The Green House> {said} [it is dry].", "organization", "Green House", None, None),
    ("<Norway> {said} [it is dry].", "organization", "Norway", None, None),
    ("<Acme Industries Inc.> {said} [it is dry].", "organization", "Acme Industries Inc.", None, None),
    ("<the Orr campaign> {said} [it is dry].", "organization", "Orr campaign", None, None),
    ("<The Rivers Union's Ann Lee> {said} [it is dry].", "person", "Ann Lee", None, "Rivers Union"),
    ("<A memo> {says} [it is dry].", "document", None, None, None),
    ("<A fact sheet released by the DHS> {says} [it is dry].", "organization", "DHS", None, None),
    ("<The Rivers Agency's report> {says} [it is dry].", "organization", "Rivers Agency", None, None),
    ("<A report by the Rivers Agency> {says} [it is dry].", "organization", "Rivers Agency", None, None),
    ("<A lawsuit filed by Ann Lee> {says} [it is dry].", "document", None, None, None),
    ("<The lawsuit> {alleges} [it is dry].", "document", None, None, None),
    ("<A Gallup poll> {found} [it is dry].", "document", None, None, None),
    ("<A poll by Gallup> {found} [it is dry].", "document", None, None, None),
    ("<A CNN poll> {found} [it is dry].", "document", None, None, None),
    ("<A new poll> {found} [it is dry].", "document", None, None, None),
    ("<A letter from Mayor Ann Lee> {says} [it is dry].", "document", None, None, None),
    ("<A letter signed by 20 senators> {says} [it is dry].", "document", None, None, None),
    ("<Officials> {said} [it is dry].", "group", None, None, None),
    ("<Both senators> {said} [it is dry].", "group", None, None, None),
    ("<Two officials familiar with the plan> {said} [it is dry].", "group", None, None, None),
    ("<Police> {said} [it is dry].", "group", None, None, None),
    ("<Many voters> {said} [it is dry].", "group", None, None, None),
    ('<The crowd> {chanted} ["Dry! Dry!"].', "group", None, None, None),
    ('<Protesters> {shouted} ["Dry! Dry!"].', "group", None, None, None),
    ("<Ann Lee and Paul Stern> {said} [it is dry].", "group", None, None, None),
    ("<Sens. Ann Lee and Paul Stern> {said} [it is dry].", "group", None, None, None),
    ("<A senior official> {said} [it is dry].", "unnamed", None, None, None),
    ("<A source close to the mayor> {said} [it is dry].", "unnamed", None, None, None),
    ("<A spokesman for the Rivers Union> {said} [it is dry].", "unnamed", None, None, None),
    ("<a Rivers Union spokeswoman> {said} [it is dry].", "unnamed", None, None, None),
    ("<One neighbor> {said} [it is dry].", "unnamed", None, None, None),
    ("<a person familiar with the matter> {said} [it is dry].", "unnamed", None, None, None),
    ("<The man> {said} [it is dry].", "unnamed", None, None, None),
    ("<One of the officials> {said} [it is dry].", "unnamed", None, None, None),
    ("Toyobi raised its prices. <Toyobi> {said} [it is dry].", "organization", "Toyobi", None, None),
    ("<The Brotherhood> {said} [it is dry].", "organization", "Brotherhood", None, None),
    ("<House Democrats> {said} [it is dry].", "group", None, None, None),
    ("<Fellow Republicans> {said} [it is dry].", "group", None, None, None),
    ("<Newly released documents> {show} [it is dry].", "document", None, None, None),
    ("<Documents obtained by Fox News> {show} [it is dry].", "document", None, None, None),
    ("<The Times> {said} [it is dry]. The New York Times is old.", "organization", "The New York Times", None, None),
    ("<AFP> {said} [it is dry].", "organization", "Agence France-Presse", None, None),
    (
        "<Immigration and Customs Enforcement> {said} [it is dry].",
        "organization",
        "Immigration and Customs Enforcement",
        None,
        None,
    ),
    (
        "<Dr. Ann Lee, a pulmonologist at the Royal Hospital>, {said} [it is dry].",
        "person",
        "Ann Lee",
        "pulmonologist at the Royal Hospital",
        "Royal Hospital",
    ),
    (
        "Ann Lee is the chief executive of Acme. <Lee> {said} [it is dry].",
        "person",
        "Ann Lee",
        "chief executive of Acme",
        None,
    ),
    (
        "<Ann Lee, State Department of Health information officer>, {said} [it is dry].",
        "person",
        "Ann Lee",
        "State Department of Health information officer",
        "State Department of Health",
    ),
    (
        "It was counted by a professor in St. Louis, Ann Lee, they say. <Lee> {said} [it is dry].",
        "person",
        "Ann Lee",
        "professor in St. Louis",
        None,
    ),
    (
        "Sens. Ann Lee of Ohio and Paul Stern of Utah came. <Stern> {said} [it is dry].",
        "person",
        "Paul Stern",
        "Sens.",
        None,
    ),
    ("The Boston Globe asked. <The newspaper> {said} [it is dry].", "organization", "The Boston Globe", None, None),
    ("<U.S. Central Command> {said} [it is dry].", "organization", "U.S. Central Command", None, None),
    (
        "The Northern Brotherhood met. <The Brotherhood> {said} [it is dry].",
        "organization",
        "Northern Brotherhood",
        None,
        None,
    ),
    ("<The two islands> {say} [it is dry].", "group", None, None, None),
    ("<Evidence presented at the trial> {shows} [it is dry].", "document", None, None, None),
    (
        "<The Acme co-founder> {said} [it is dry]. Ann Lee, a founder of Acme, left.",
        "person",
        "Ann Lee",
        "founder of Acme",
        None,
    ),
]


@pytest.mark.parametrize(("markup", "kind", "name", "role", "affiliation"), NAMES)
def test_names_and_their_roles(markup, kind, name, role, affiliation):
    speaker = last_of(markup).speaker
    assert (speaker.kind, speaker.name, speaker.role, speaker.affiliation) == (kind, name, role, affiliation)
    assert name or speaker.description


# page, name of the last statement's speaker
ALIASES = [
    ("Elizabeth Moran, the mayor of Harrow, left. <Moran> {said} [it is dry].", "Elizabeth Moran"),
    ("Elizabeth Moran, the mayor of Harrow, left. <Elizabeth> {said} [it is dry].", "Elizabeth Moran"),
    ("Elizabeth Moran, the mayor of Harrow, left. <Liz Moran> {said} [it is dry].", "Elizabeth Moran"),
    ("Elizabeth Moran, the mayor of Harrow, left. <Liz> {said} [it is dry].", "Elizabeth Moran"),
    ("Elizabeth Moran, the mayor of Harrow, left. <The mayor> {said} [it is dry].", "Elizabeth Moran"),
    ("Elizabeth Moran, the mayor of Harrow, left. <Mayor Moran> {said} [it is dry].", "Elizabeth Moran"),
    ("Elizabeth Moran, the mayor of Harrow, left. <Ms. Moran> {said} [it is dry].", "Elizabeth Moran"),
    ("Elizabeth Moran, the mayor of Harrow, left. <E. Moran> {said} [it is dry].", "Elizabeth Moran"),
    ("Mayor Elizabeth Moran left. <the mayor> {said} [it is dry].", "Elizabeth Moran"),
    ("Sen. Ann Lee left. <The senator> {said} [it is dry].", "Ann Lee"),
    ("Prime Minister Ann Lee left. <The prime minister> {said} [it is dry].", "Ann Lee"),
    ("Foreign Minister Ann Lee met Water Minister Kim Orr. <The foreign minister> {said} [it is dry].", "Ann Lee"),
    ("Foreign Minister Ann Lee met Water Minister Kim Orr. <The water minister> {said} [it is dry].", "Kim Orr"),
    ("President Ann Lee left. <The president> {said} [it is dry].", "Ann Lee"),
    ("President Ann Lee met Kim Orr, the former president. <The former president> {said} [it is dry].", "Kim Orr"),
    ("Former President Ann Lee met President Kim Orr. <The president> {said} [it is dry].", "Kim Orr"),
    ("President Ann Lee met Paul Stern, vice president of Acme. <The president> {said} [it is dry].", "Ann Lee"),
    ("<Ann Lee> {said} [it is wet]. | <She> {said} [it is dry].", "Ann Lee"),
    ("Ann Lee and Paul Stern met. <He> {said} [it is dry].", "Paul Stern"),
    ("Mr. Shaw and Mrs. Vane met. <She> {said} [it is dry].", "Vane"),
    ("Ann Lee, <who> {said} [it is dry], left.", "Ann Lee"),
    ("Ann Lee, the mayor of Harrow, <who> {said} [it is dry], left.", "Ann Lee"),
    ("The man <who> {said} [it is dry] left.", None),
    ("The Rivers Union, <which> {said} [it is dry], left.", "Rivers Union"),
    ("<The Rivers Union> {said} [it is wet]. | <It> {said} [it is dry].", "Rivers Union"),
    ("The Rivers Union met Ann Lee. <It> {said} [it is dry].", "Rivers Union"),
    ("<He> {said} [it is dry].", None),
    ("<It> {said} [it is dry].", None),
    ("<They> {said} [it is dry].", None),
    ("“[It is wet],” <Ann Lee> {said}.\n\n|“[It is dry].”", "Ann Lee"),
    ("“[It is wet],” {said} <Ann Lee>.\n\n|“[It is dry].”", "Ann Lee"),
    ("<Ann Lee> {said} the following.\n\n“[It is dry].”", "Ann Lee"),
    ("“[It is wet],” <Ann Lee> {said}. |“[It is dry].”", "Ann Lee"),
    ("“[It is wet],” <she> {said}. |“[It is dry].”", None),
    ("Ann Lee came. “[It is wet],” <she> {said}. |“[It is dry].”", "Ann Lee"),
    ("Anna Hale met Peter Hale. <Hale> {said} [it is dry].", None),
    ("Anna Hale met Peter Hale. <Mr. Hale> {said} [it is dry].", None),
    ("Mrs. Anna Hale met Mr. Peter Hale. <Mr. Hale> {said} [it is dry].", "Peter Hale"),
    ("Anna Hale met Peter Hale. <Peter Hale> {said} [it is dry].", "Peter Hale"),
    ("Anna Hale met Peter Hale. <Peter> {said} [it is dry].", "Peter Hale"),
    ("The National Lake Council met. <NLC> {said} [it is dry].", "National Lake Council"),
    ("The National Lake Council (NLC) met. <the council> {said} [it is dry].", "National Lake Council"),
    ("Acme Industries sued. <Acme> {said} [it is dry].", "Acme Industries"),
    ("Acme Industries sued. <The company> {said} [it is dry].", "Acme Industries"),
    ("Enrique Peña Rey left. <Peña Rey> {said} [it is dry].", "Enrique Peña Rey"),
    ("Ursula von der Leyen left. <Von der Leyen> {said} [it is dry].", "Ursula von der Leyen"),
    ("Abdel Fattah al-Sisi left. <Sisi> {said} [it is dry].", "Abdel Fattah al-Sisi"),
    ("Kim Jong-un left. <Kim> {said} [it is dry].", "Kim Jong-un"),
    ("Robert “Beto” Orr left. <Beto> {said} [it is dry].", "Robert Orr"),
    ("Bill Hale left. <William Hale> {said} [it is dry].", "William Hale"),
    ("Robert Hale left. <Bob> {said} [it is dry].", "Robert Hale"),
    ("John Fitzgerald Hale left. <JFH> {said} [it is dry].", "John Fitzgerald Hale"),
    ("Paul Stern, the senator, left. <Sen. Stern> {said} [it is dry].", "Paul Stern"),
    ("Ann Lee, a lawyer, left. <The lawyer> {said} [it is dry].", "Ann Lee"),
    ("Ann Lee and Kim Orr, both doctors, left. <They> {said} [it is dry].", None),
    ("<Ann Lee and Kim Orr> {said} [it is wet]. | <They> {said} [it is dry].", None),
    ("Ann Lee spoke to Rivers Union members. <The 44-year-old> {said} [it is dry].", None),
    ("Ann Lee, 44, spoke. <The 44-year-old> {said} [it is dry].", "Ann Lee"),
    ("Joel Berg Lund came. <Berg Lund> {said} [it is dry].", "Joel Berg Lund"),
    ("Eva-Marie Lund came. <Ms. Lund> {said} [it is dry].", "Eva-Marie Lund"),
    ("The vote was close.Al Cross came. <Cross> {said} [it is dry].", "Al Cross"),
    ("<Masayoshi Son> {said} [it is dry].", "Masayoshi Son"),
    ("<Brig. Gen. Ann Lee> {said} [it is dry].", "Ann Lee"),
    ("<former Ambassador to Norway Ann Lee> {said} [it is dry].", "Ann Lee"),
    ("<Isle of Man Chief Minister Ann Lee> {said} [it is dry].", "Ann Lee"),
    ("The plan is dead, <Norway’s water minister> {said} [on Monday]. Water Minister Ann Lee left.", "Ann Lee"),
    ("Sen. Ann Lee left. <The Ohio Republican> {said} [it is dry].", "Ann Lee"),
    ("Don Hale left. Ivy Hale came. Ivy Hale sang. Ivy Hale sat. <Hale> {said} [it is dry].", "Don Hale"),
    ("Don Hale left. Don Hale Jr. came and Don Hale Jr. sang. <Hale> {said} [it is dry].", "Don Hale"),
    ("Prices rose at Toyobi, which cut jobs. <The company> {said} [it is dry].", "Toyobi"),
    ("<Its parent company, The Acme Company,> {said} [it is dry].", "Acme Company"),
    ("<I> {said} [it is dry].", None),
    ("<Ann Lee> {said} “[when I asked, they said no].” | He left because [nobody came], as <she> {said}.", "Ann Lee"),
]


@pytest.mark.parametrize(("markup", "name"), ALIASES)
def test_aliases_pronouns_offices_and_goings_on(markup, name):
    speaker = last_of(markup).speaker
    assert speaker.name == name
    assert name or speaker.description or speaker.unresolved.reason


# page, kind and name of the first statement's speaker; the first line is the headline in the first table
HEADLINES = [
    ("<Lee>: [Water is running out]\n\nAnn Lee spoke on Monday.", "person", "Ann Lee"),
    ("<Ann Lee>{:} [Water is running out]\n\nMayor Ann Lee spoke on Monday.", "person", "Ann Lee"),
    ("[Water is running out], <Lee> {says}\n\nAnn Lee spoke on Monday.", "person", "Ann Lee"),
    ("<Mayor>: [Water is running out]\n\nMayor Ann Lee spoke on Monday.", "person", "Ann Lee"),
    ("<Poll>: [Water is running out]\n\nA poll came out on Monday.", "document", None),
    ("<Report>: [Water is running out]\n\nA report came out on Monday.", "document", None),
    ("<Police>: [Man stole a boat]\n\nIt was on Monday.", "group", None),
    (
        "<DHS>: [Water is running out]\n\nThe Department of Harbour Safety (DHS) spoke.",
        "organization",
        "Department of Harbour Safety",
    ),
]
SHAPES = [
    ("“[It is dry].” — Ann Lee", "person", "Ann Lee"),
    ("“[It is dry].”\n\n— Ann Lee, mayor", "person", "Ann Lee"),
    ("“[It is dry].” - Ann Lee, the mayor of Leeds", "person", "Ann Lee"),
    ("“[It is dry].” —Ann Lee", "person", "Ann Lee"),
    ("[It is dry.] — Ann Lee (@annlee) May 2, 2016", "person", "Ann Lee"),
    ("[It is dry!] — Ann Lee (@annlee) May 2, 2016\n\nMore text.", "person", "Ann Lee"),
    ("Ann Lee (@annlee): [It is dry!]\n\nMore text.", "person", "Ann Lee"),
    ("<@annlee>: [It is dry!]\n\nMore text.", "unnamed", None),
    ("Ann Lee spoke. — <Ann Lee (@annlee)> [It is dry!]\n\nMore text.", "person", "Ann Lee"),
    ("<LEE>: [It is dry.]\n\nAnn Lee spoke on Monday.", "person", "Ann Lee"),
    ("<MODERATOR>: [Is it dry?]", "unnamed", None),
    ("<Q>: [Is it dry?]", "unnamed", None),
    ("<A man in the crowd> {shouted} “[It is dry]!”", "unnamed", None),
    ("“[It is dry]!” {yelled} <someone in the crowd>.", "unnamed", None),
    ("<Supporters> {chanted} “[It is dry]!”", "group", None),
    ("<The crowd> {chanted} “[It is dry]!”", "group", None),
    ("<A sign> {read}: “[It is dry].”", "document", None),
    ("<Ann Lee’s lawyer> {said} [it is dry].", "unnamed", None),
    ("<Her lawyer> {said} [it is dry].", "unnamed", None),
    ("<Her lawyer, Kim Orr,> {said} [it is dry].", "person", "Kim Orr"),
    ("<Ann Lee’s lawyer, Kim Orr,> {said} [it is dry].", "person", "Kim Orr"),
    ("<the mayor’s spokesman> {said} [it is dry].", "unnamed", None),
    ("<The caption under the picture> {said} [it is dry].", "document", None),
]


@pytest.mark.parametrize(("markup", "kind", "name"), HEADLINES)
def test_headlines(markup, kind, name):
    speaker = last_of(markup, headline=True).speaker
    assert (speaker.kind, speaker.name) == (kind, name)


@pytest.mark.parametrize(("markup", "kind", "name"), SHAPES)
def test_credits_posts_labels_and_crowds(markup, kind, name):
    speaker = last_of(markup).speaker
    assert (speaker.kind, speaker.name) == (kind, name)
