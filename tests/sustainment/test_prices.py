"""Money of other currencies and years, by hand."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.errors import UsageError
from interpose.sustainment.prices import Money


def test_money_goes_through_the_rate_of_its_year_and_then_consumer_prices(ukraine: Case) -> None:
    """KFOR cost Germany 61.3 million euros in 2012: at 1.2859 dollars and prices up by 313.689/229.594."""
    expected = 61.3e6 / 0.7777 * 313.689 / 229.594
    assert Money(ukraine).dollars(61.3e6, "EUR", 2012) == pytest.approx(expected, rel=1e-4)


def test_a_budget_year_takes_the_mean_of_its_two_calendar_years(ukraine: Case) -> None:
    found = Money(ukraine).dollars(1.0, "USD", 2006, 2007)
    assert found == pytest.approx(313.689 / ((201.6 + 207.342) / 2), rel=1e-3)


def test_why_one_french_case_was_once_told_at_93_000_and_at_109_531_dollars(ukraine: Case) -> None:
    """56,854 euros are the mean of 2002 to 2005: the rate of 2002 alone gives the one, that of 2003 the other."""
    money = Money(ukraine)
    assert money.dollars(56_854, "EUR", 2002) == pytest.approx(93_000, rel=0.02)
    assert money.dollars(56_854, "EUR", 2003) == pytest.approx(109_531, rel=0.005)
    assert money.dollars(56_854, "EUR", 2002, 2005) == pytest.approx(108_900, rel=0.001)


def test_a_currency_without_a_rate_is_refused_with_those_that_have_one(ukraine: Case) -> None:
    with pytest.raises(UsageError, match="no exchange rate of PLN for 2024") as refused:
        Money(ukraine).rate("PLN")
    assert "EUR" in str(refused.value)


def test_a_year_without_consumer_prices_is_refused(ukraine: Case) -> None:
    with pytest.raises(UsageError, match="no consumer prices of USD for 1990"):
        Money(ukraine).dollars(1, "USD", 1990)
