"""Money of one currency and year in dollars of another year: exchange rates of the time, then consumer prices."""

from __future__ import annotations

from statistics import fmean

from interpose.case import Case
from interpose.errors import UsageError, use_one_of

__all__ = ["DOLLAR", "PRICE_YEAR", "Money"]

DOLLAR = "USD"
"""Currency that everything is computed in."""

PRICE_YEAR = 2024
"""Year whose prices results are told in."""


class Money:
    """Converts money, with the tables of a case.

    Parameters
    ----------
    case : Case
        Whose `exchange_rates.csv` and `consumer_prices.csv` are read.

    Examples
    --------
    What a French soldier abroad cost on top, 56,854 euros a year in the mean of 2002 to 2005:

    >>> from interpose.case import load
    >>> money = Money(load("ukraine-2024"))
    >>> round(money.dollars(56_854, "EUR", 2002, 2005), -3)
    109000.0
    >>> round(money.rate("EUR"), 4)
    0.9242
    """

    def __init__(self, case: Case) -> None:
        self._rates = {(row.currency, row.year): row.per_usd for row in case.exchange_rates}
        self._prices = {row.year: row.index for row in case.consumer_prices if row.currency == DOLLAR}

    def rate(self, currency: str, year: int | None = None) -> float:
        """Return units of a currency for a dollar in a year; the price year unless given.

        Raises
        ------
        UsageError
            Where no rate is on record.
        """
        wanted = PRICE_YEAR if year is None else year
        if currency == DOLLAR:
            return 1.0
        if (currency, wanted) not in self._rates:
            known = sorted({name for name, of in self._rates if of == wanted} | {DOLLAR})
            mend = use_one_of(currency, known, ", or add the rate to exchange_rates.csv")
            raise UsageError(f"there is no exchange rate of {currency} for {wanted}", mend)
        return self._rates[currency, wanted]

    def dollars(self, amount: float, currency: str, start: int, end: int | None = None) -> float:
        """Turn money of the day into dollars of the price year: by the mean rate, then the mean prices, of the years given.

        Parameters
        ----------
        amount : float
            In the currency, at prices of the day.
        currency : str
            ISO 4217.
        start, end : int
            First and last calendar year that it belongs to; the last is the first unless given.

        Returns
        -------
        float
            Dollars of the price year.

        Raises
        ------
        UsageError
            Where a rate or an index is not on record.
        """
        years = range(start, (start if end is None else end) + 1)
        per_unit = fmean(1 / self.rate(currency, year) for year in years)
        return amount * per_unit * self._index(PRICE_YEAR) / fmean(self._index(year) for year in years)

    def _index(self, year: int) -> float:
        if year not in self._prices:
            raise UsageError(f"there are no consumer prices of {DOLLAR} for {year}", "add the year to consumer_prices.csv")
        return self._prices[year]
