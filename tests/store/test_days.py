"""Days that an EDTF date allows: the quick ways agree with the library."""

from __future__ import annotations

from itertools import product

import pytest

from onrecord.store.days import _by_library, interval


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2017-02-22", ("2017-02-22", "2017-02-22")),
        ("2016-02", ("2016-02-01", "2016-02-29")),
        ("2016~", ("2016-01-01", "2016-12-31")),
        ("2015-11-02/2016-01", ("2015-11-02", "2016-01-31")),
        ("2016-02-30", None),
        ("2017/2016", None),
        ("XXXX-02-22", None),
        ("201X", ("2010-01-01", "2019-12-31")),
        (None, None),
    ],
)
def test_the_days_that_a_date_allows(edtf, days):
    assert interval(edtf) == days


def test_uncertain_days_and_intervals_are_those_of_the_library():
    ends = ("2016", "2016-02~", "1999-12-31?", "2015-13", "2016-02-30", "2015-06-01%")
    for one in (*(end for end in ends if end[-1] in "~?%"), *map("/".join, product(ends, ends))):
        assert interval(one) == _by_library(one), one
