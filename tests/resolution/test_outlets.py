"""The table of outlets, and where a page's words name one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from onrecord.core.article import Article, Block, BlockKind, Fact
from onrecord.core.errors import UsageError
from onrecord.core.options import ReadOptions
from onrecord.core.statements import Attribution, RelayKind
from onrecord.resolution import resolve
from onrecord.resolution.outlet_mentions import page_outlets
from onrecord.resolution.outlets import (
    Outlet,
    OutletKind,
    checked,
    load_own,
    name_key,
    outlet_for_domain,
    outlet_named,
    outlet_table,
    outlets,
    parse_row,
    read_rows,
)


def page(text: str, *, outlet: str | None = None, url: str | None = None) -> Article:
    fact = Fact(outlet, "option") if outlet else None
    return Article(
        id="page", page="page.txt", text=text, url=url, outlet=fact,
        blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),),
    )  # fmt: skip


def named(text: str, *, outlet: str | None = None, url: str | None = None) -> list[str]:
    article = page(text, outlet=outlet, url=url)
    found = page_outlets(article).mentions
    ends = [0]
    for one in found:
        assert ends[-1] <= one.start < one.end <= len(text)
        ends.append(one.end)
    return [one.name for one in found]


# --- the table ------------------------------------------------------------------------------------------------------


def test_the_table_holds_at_least_600_outlets_in_order() -> None:
    rows = outlets()
    assert len(rows) >= 600
    assert sum(row.kind is OutletKind.AGENCY for row in rows) >= 80
    order = [(name_key(row.name), row.name) for row in rows]
    assert order == sorted(order)


def test_a_name_or_domain_belongs_to_one_outlet() -> None:
    names = Counter(key for row in outlets() for key in {name_key(name) for name in (row.name, *row.aliases)})
    domains = Counter(domain for row in outlets() for domain in row.domains)
    assert [name for name, count in names.items() if count > 1] == []
    assert [domain for domain, count in domains.items() if count > 1] == []


def test_each_row_is_sound() -> None:
    for row in outlets():
        assert checked(row) is row
        assert parse_row(row.line()) == row
        assert row.domains, row
        assert len(row.country) == 2, row
        assert outlet_table()[0].for_domain(f"https://www.{row.domains[0]}/a/b?c=d") is row
        assert len(row.aliases) == len(set(row.aliases)), row
        assert len(row.shared) == len(set(row.shared)), row
        assert not {*row.aliases} & {row.name, *row.shared}, row
        assert all(name == " ".join(name.split()) for name in (row.name, *row.aliases, *row.shared)), row


def test_each_name_of_an_outlets_own_is_found_in_a_text() -> None:
    shared = outlet_table()[0].shared
    tried = 0
    for row in outlets():
        for name in (row.plain_name, *row.aliases):
            if name_key(name) not in shared and outlet_named(name) is row:
                tried += 1
                assert named(f"The mayor spoke to {name}, which printed it.") == [row.name], name
    assert tried > 2000


ADDRESSES = [
    ("https://www.bbc.co.uk/news/1", "BBC"),
    ("edition.cnn.com", "CNN"),
    ("http://politicalticker.blogs.cnn.com/2013/", "CNN"),
    ("https://timesofindia.indiatimes.com/x", "The Times of India"),
    ("https://economictimes.indiatimes.com/x", "The Economic Times"),
    ("https://finance.yahoo.com/x", "Yahoo Finance"),
    ("https://www.yahoo.com/news/x", "Yahoo News"),
    ("https://abcnews.go.com/x", "ABC News"),
    ("https://www.abc.net.au/x", "ABC (Australia)"),
    ("thestar.com", "Toronto Star"),
    ("thestar.co.uk", "Sheffield Star"),
    ("HTTPS://WWW.REUTERS.COM/x", "Reuters"),
    ("go.com", None),
    ("notreuters.com", None),
    ("http://[broken", None),
    ("", None),
]


@pytest.mark.parametrize(("address", "expected"), ADDRESSES)
def test_an_address_leads_to_its_outlet(address: str, expected: str | None) -> None:
    found = outlet_for_domain(address)
    assert (found and found.name) == expected


# --- in a text ------------------------------------------------------------------------------------------------------

CREDITED = [
    ("He told Reuters on Monday.", ["Reuters"]),
    ("He told the Associated Press on Monday.", ["The Associated Press"]),
    ("He told The AP.", ["The Associated Press"]),
    ("WASHINGTON (AP) He left.", ["The Associated Press"]),
    ("REUTERS reported it first.", ["Reuters"]),
    ("He told the New York Times.", ["The New York Times"]),
    ("He told The New\nYork Times.", ["The New York Times"]),
    ("In an interview with the Wall Street Journal, he left.", ["The Wall Street Journal"]),
    ("He told CNN's Ann Lee.", ["CNN"]),
    ("He told CNN’s Ann Lee.", ["CNN"]),
    ("He said on NBC's Meet the Press.", ["NBC News", "NBC News"]),
    ("He said on ABC.", ["ABC News"]),
    ("He told ABC News.", ["ABC News"]),
    ("He told the BBC.", ["BBC"]),
    ("He told BBC Radio 4.", ["BBC"]),
    ("He told the Guardian.", ["The Guardian"]),
    ("He told The Guardian.", ["The Guardian"]),
    ("The Guardian reported it.", ["The Guardian"]),
    ("He told the Independent.", ["The Independent"]),
    ("He told The Hill.", ["The Hill"]),
    ("The Hill reported it.", ["The Hill"]),
    ("He told the Hill newspaper.", ["The Hill"]),
    ("He told Politico.", ["Politico"]),
    ("POLITICO reported it.", ["Politico"]),
    ("He told Time.", ["Time"]),
    ("He told Time magazine.", ["Time"]),
    ("He told TIME.", ["Time"]),
    ("According to Time, he left.", ["Time"]),
    ("She told People.", ["People"]),
    ("It was published in Nature on Monday.", ["Nature"]),
    ("It was published in Science.", ["Science"]),
    ("He told Forbes.", ["Forbes"]),
    ("He told Bloomberg.", ["Bloomberg News"]),
    ("On Thursday Reuters reported it.", ["Reuters"]),
    ("In August Axios reported it.", ["Axios"]),
    ("He told the Atlantic.", ["The Atlantic"]),
    ("He told The Scotsman.", ["The Scotsman"]),
    ("The Oregonian reported it.", ["The Oregonian"]),
    ("He told the Globe and Mail.", ["The Globe and Mail"]),
    ("He told The Post and Courier.", ["The Post and Courier"]),
    ("He told the Times of London.", ["The Times (London)"]),
    ("He told the Times of Israel.", ["The Times of Israel"]),
    ("He told Haaretz and the Jerusalem Post.", ["Haaretz", "The Jerusalem Post"]),
    ("He told El País.", ["El País"]),
    ("He told dpa.", ["dpa"]),
    ("He told the E! News crew.", ["E! News"]),
    ("He told C-SPAN.", ["C-SPAN"]),
    ("He told U.S. News & World Report.", ["U.S. News & World Report"]),
    ("He told the Boston Globe. The Globe printed it.", ["The Boston Globe", "The Boston Globe"]),
    ("He told the Miami Herald, and the Herald ran it.", ["Miami Herald", "Miami Herald"]),
    ("He told Fox News. He told Fox more.", ["Fox News", "Fox News"]),
    ("He told the Times.", ["The Times"]),
    ("He told The Post Tuesday.", ["The Post"]),
    ("He told the Washington Post and the Denver Post, and The Post ran it.",
     ["The Washington Post", "The Denver Post", "The Post"]),
    ("Reuters/Ipsos asked; Reuters printed it.", ["Reuters"]),
    ("«Le Monde» l'a dit.", ["Le Monde"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CREDITED)
def test_an_outlet_is_found(text: str, expected: list[str]) -> None:
    assert named(text) == expected


NOT_CREDITED = [
    "He climbed the hill.",
    "He walked up Capitol Hill.",
    "He told Anita Hill.",
    "He told Hill to leave.",
    "It is time to go.",
    "Time will tell.",
    "TIME TO GO",
    "He told Time Warner.",
    "The Time Warner deal fell.",
    "People said they left.",
    "He told people to leave.",
    '"People reported it," he said.',
    "Nature said no.",
    "He joined Nature Conservancy.",
    "Science says so.",
    "Money talks.",
    "Reason prevailed.",
    "Variety added spice.",
    "He told Vice President Pence.",
    "A Fortune 500 company said so.",
    "He made a fortune.",
    "Steve Forbes said it. He told Forbes to go.",
    "Mayor Bloomberg said it. He told Bloomberg to go.",
    "Jenny Slate said it, and Slate left.",
    "Vicente Fox said it. He told Fox to go.",
    "He told Fox to go.",
    "Dawn Smith left. He told Dawn.",
    "The Guardian Angels patrolled.",
    "The Independent Counsel left.",
    "He met the independent.",
    "He sailed the Atlantic Ocean.",
    "He crossed the Nation of Islam.",
    "He told the nation.",
    "He read the Journal of Medicine.",
    "The Journal Publishing Company closed.",
    "He told the Post Office.",
    "He went to Times Square.",
    "He told the Globe Theatre.",
    "In old times he left.",
    "The Scotsman said he was sorry.",
    "The Olympian told reporters that she won.",
    "The New Yorker added that he would stay.",
    "The Australian said she was tired.",
    "The State Department said no.",
    "He spoke to the State.",
    "On that day he left.",
    "He lives in Mirror Lake.",
    "He kept a record of the week.",
    "He is a spectator.",
    "The Economist Paul Krugman left.",
    "He told @CNN.",
    "A Reuters/Ipsos poll found it.",
    "An AP-NORC poll found it.",
    "He wrote it on cnn.com.",
    "He told the Springfield Herald.",
    "He is on the verge of tears.",
    "He reached the root of the matter.",
    "He took Route 4.",
    "He is popular on the Hill.",
    "He flew across the Atlantic.",
    "It was no true Scotsman.",
    "The Australian embassy closed.",
    "Diplomat leaves.",
    "Print this page.",
    "Michael R. Bloomberg left, and Bloomberg said so.",
    "",
]


@pytest.mark.parametrize("text", NOT_CREDITED)
def test_what_is_no_outlet_is_not_found(text: str) -> None:
    assert named(text) == []


BY_THE_PAGE = [
    ("He told The Times.", "The Guardian", ["The Times (London)"]),
    ("He told The Times.", "BBC", ["The Times (London)"]),
    ("He told The Times.", "The New York Times", ["The New York Times"]),
    ("He told The Times.", "latimes.com", ["Los Angeles Times"]),
    ("He told The Times.", "CNN", ["The Times"]),
    ("He told the Los Angeles Times. He told The Times.", "BBC", ["Los Angeles Times", "Los Angeles Times"]),
    ("He told The Telegraph.", "The Guardian", ["The Telegraph"]),
    ("He told The Sun.", "The Guardian", ["The Sun (UK)"]),
    ("He told The Sun.", "The Baltimore Sun", ["The Baltimore Sun"]),
    ("He told The Guardian.", "The Guardian (Nigeria)", ["The Guardian (Nigeria)"]),
    ("He told The Guardian.", "The Punch", ["The Guardian (Nigeria)"]),
    ("He told The Guardian.", "CNN", ["The Guardian"]),
    ("He told the ABC.", "The Sydney Morning Herald", ["ABC (Australia)"]),
    ("He told ABC.", "CNN", ["ABC News"]),
    ("He told The Nation.", "CNN", ["The Nation"]),
    ("He told The Nation.", "Daily Nation", ["Daily Nation"]),
    ("He told The Nation.", "Dawn", ["The Nation (Pakistan)"]),
    ("He told The National.", "Gulf News", ["The National (Abu Dhabi)"]),
    ("He told The Herald.", "The Scotsman", ["The Herald (Glasgow)"]),
    ("He told the Journal.", "The Wall Street Journal", ["The Wall Street Journal"]),
]


@pytest.mark.parametrize(("text", "outlet", "expected"), BY_THE_PAGE)
def test_a_shared_name_is_read_by_the_page(text: str, outlet: str, expected: list[str]) -> None:
    assert named(text, outlet=outlet) == expected


def test_the_country_of_an_address_tells_too() -> None:
    assert named("He told The Times.", url="https://www.example.co.uk/1") == ["The Times (London)"]
    assert named("He told The Times.", url="https://www.example.com/1") == ["The Times"]


def test_a_source_is_an_outlet_only_where_it_names_nothing_else() -> None:
    article = page("The Hill reported it. Ann of CNN said so. CNN's Lee left. The New York Times, too.")
    found = page_outlets(article)
    for words, expected in [
        ("The Hill", "The Hill"),
        ("Ann of CNN", None),
        ("CNN's Lee", None),
        ("CNN's", "CNN"),
        ("New York Times,", "The New York Times"),
        ("reported", None),
    ]:
        start = article.text.index(words)
        mention = found.exactly(article, start, start + len(words))
        assert (mention and mention.name) == expected


def test_a_long_page_of_names_is_read_in_one_pass() -> None:
    text = "He told The Times, Steve Forbes, Slate and the New York " * 3000
    assert len(page_outlets(page(text)).mentions) == 6000  # Forbes is a person here


# --- a user's own file ----------------------------------------------------------------------------------------------

OWN = """# name\tkind
Leeds Ledger\tnewspaper\tGB\tledger.example\tLedger of Leeds|LL
The Hill\tnewspaper\t\thill.example\tHill Weekly
Wire of Wales\tagency
"""


def test_a_users_rows_stand_before_the_shipped_ones(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(OWN + "Cable Paper\tsite\t\tcnn.com\tMSNBC\n", encoding="utf-8")
    table, problems = outlet_table(path)
    assert problems == ()

    def name_of(found: Outlet | None) -> str | None:
        return found and found.name

    assert name_of(table.named("the ledger of leeds")) == "Leeds Ledger"
    assert name_of(table.for_domain("https://www.ledger.example/1")) == "Leeds Ledger"
    assert name_of(table.for_domain("hill.example")) == name_of(table.for_domain("thehill.com")) == "The Hill"
    assert name_of(table.named("Hill Weekly")) == "The Hill"
    assert name_of(table.for_domain("cnn.com")) == name_of(table.named("MSNBC")) == "Cable Paper"
    assert len(table.rows) == len(outlets()) + 2  # the row of MSNBC has lost its name
    text = page("He told the Leeds Ledger, and Wire of Wales told The Hill.")
    assert [(one.name, one.kind) for one in page_outlets(text, table).mentions] == [
        ("Leeds Ledger", RelayKind.OUTLET),
        ("Wire of Wales", RelayKind.AGENCY),
        ("The Hill", RelayKind.OUTLET),
    ]


BROKEN = [
    ("Paper\tpaper", "'paper' is no kind; it is one of agency, broadcaster, magazine, newspaper, site"),
    ("Paper", "'' is no kind; it is one of agency, broadcaster, magazine, newspaper, site"),
    ("\tsite", "no name"),
    ("The\tsite\tUS\tvox.com/recode", "'vox.com/recode' is no domain (a host name, without a scheme or a path)"),
    ("Paper\tsite\tUS\thttps://vox.com", "'https://vox.com' is no domain (a host name, without a scheme or a path)"),
    ("Paper\tsite\tUS\tlocalhost", "'localhost' is no domain (a host name, without a scheme or a path)"),
    ("Paper\tsite\tUSA", "'USA' is no country of ISO 3166 (two capital letters)"),
    (
        "Paper\tsite\tUS\ta.example\tb\tc\td",
        "7 fields, more than name, kind, country, domains, other names, shared names",
    ),
    ("Pa\x1bper\tsite", "'Pa\\x1bper' is no name"),
    ("Leeds Ledger\tsite", "Leeds Ledger stands in line 2 too"),
    ("Paper\tsite\t\t\tledger of leeds", "ledger of leeds stands in line 2 too"),
    ("Paper\tsite\t\tLedger.example", "ledger.example stands in line 2 too"),
]


@pytest.mark.parametrize(("row", "fault"), BROKEN)
def test_a_broken_row_is_named_by_line_and_skipped(row: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(f"{OWN}{row}\nLast Paper\tsite\n", encoding="utf-8")
    rows, problems = load_own(path)
    assert [one.name for one in rows] == ["Leeds Ledger", "The Hill", "Wire of Wales", "Last Paper"]
    assert [(one.code, one.message) for one in problems] == [("outlets-row", f"own.tsv line 5: {fault}: skipped")]


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"can't read the outlets none\.tsv"):
        outlet_table(tmp_path / "none.tsv")
    (tmp_path / "odd.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match=r"can't read the outlets odd\.tsv"):
        outlet_table(tmp_path / "odd.tsv")


def test_the_file_of_the_options_gives_routes_and_problems(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(f"{OWN}Paper\tpaper\n", encoding="utf-8")
    text = '"We stay," Ann Lee told the Ledger of Leeds.'
    article = page(text)
    attribution = Attribution(
        content=(article.span(1, 9),), source=(article.span(11, 18),), cue=(article.span(19, 23),)
    )  # fmt: skip
    resolved = resolve(article, [attribution], ReadOptions(outlets=path))
    assert [relay.name for relay in resolved.statements[0].route] == ["Leeds Ledger"]
    assert [problem.code for problem in resolved.problems] == ["outlets-row"]
    assert resolve(article, [attribution], ReadOptions()).statements[0].route == ()


def test_the_shipped_table_has_no_broken_row() -> None:
    assert [row for row in read_rows("\n".join(row.line() for row in outlets()), "t") if isinstance(row, str)] == []
