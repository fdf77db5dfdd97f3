"""Words that everybody says every day: the commonest of what people are quoted with, names and topics left out.

Words in common that are all of this kind ("it is time to move on", "are you better off than four years ago") are said
on many days and by many people, and tell by themselves of no one utterance.
"""

from __future__ import annotations

_WORDS = """
1 2 3 4 5 6 7 8 9 10 a able about access across act action actually administration after again against agenda ago
all almost already also always am america american americans among an and another any anybody anyone anything are
around as ask at away back bad based be because become been before began begin behind being believe best better
between big biggest bill billion bless both bring but by call came campaign can cannot care case certainly change
class clear clearly close come comes coming committee congress continue control could countries country course day
days deal debate decision decisions department did different difficult do does doing done down during each effort
eight either election else end enough even ever every everybody everyone everything face fact families family far
federal feel few fight find first five folks for force forward four free from full future general get getting give
given go god going good got government great ground groups guy guys had happen happened hard has have having he hear
hello help her here herself high him himself his history home hope house how hundred i idea if impact important in
including information interest into is issue issues it its job just keep kind knew know knows last law laws leaders
leadership least left less let level life like likely line little live lives long look looking lost lot love made
majority make makes making man many matter may maybe me mean means members message middle might million millions
moment money months more most move much must my myself nation national need needs never new news next night nine no
nobody not nothing now number of off office often okay on once only open opportunity or order other others our
ourselves out over own part party past pay people person place plan please point policies policy political politics
position possible power prayers president pretty probably problem problems process program protect provide public
put question questions race rather real really reason reform respect right rights run running said same say saying
says second security see seems seen sense serious set seven she should show side simply since single situation six
so some somebody someone something sorry spending stand start state states stay step still stop strong such support
sure system take taken taking talk talking tell ten term terms than thank thanks that the their them themselves then
there these they thing things think this those thought thoughts thousand threat through time times to today together
told too took top true try trying turn under understand united until up us use used very violence vote votes wait
want wanted wants war was way we week weeks well were what when where whether which while who whole why will win
with within without work working world would wrong year years yes yet you young your yourself
"""
EVERYDAY = frozenset(_WORDS.split())
