"""The arithmetic of rotation: pool, force, tour, interval; from all but one, the missing one."""

from __future__ import annotations

from dataclasses import dataclass

from interpose.errors import UsageError

__all__ = ["Rotation", "rotation_arithmetic"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """A pool and the force that it sustains.

    Parameters
    ----------
    pool : float
        Persons or units that the force draws on.
    force : float
        Persons or units deployed at any one time.
    tour_months : float
        Months of a tour.
    interval_months : float or None
        Months at home between two tours; None without re-use.
    ratio : float
        Persons in the pool for each one deployed, before the overlap: (tour + interval) / tour; without re-use
        months / tour.
    overlap : float
        Handover overlap: multiplies the ratio.
    months : float or None
        Months that the force stays; only without re-use does it matter.
    reuse : bool
        Whether anybody goes twice.
    found : str
        Which of the quantities was computed.
    formula : str
        The formula with its numbers.
    """

    pool: float
    force: float
    tour_months: float
    interval_months: float | None
    ratio: float
    overlap: float
    months: float | None
    reuse: bool
    found: str
    formula: str


def rotation_arithmetic(
    *,
    pool: float | None = None,
    force: float | None = None,
    tour: float | None = None,
    interval: float | None = None,
    dwell: float | None = None,
    overlap: float | None = 1.0,
    months: float | None = None,
    reuse: bool = True,
) -> Rotation:
    """Compute the one quantity that is missing.

    With re-use: force = pool / (ratio × overlap), ratio = (tour + interval) / tour = 1 + dwell.
    Without re-use: force = pool / (months / tour × overlap).

    Parameters
    ----------
    pool, force : float, optional
        Persons or units to draw on, and deployed at any one time.
    tour, interval, months : float, optional
        Months of a tour, at home between tours, and of the whole deployment.
    dwell : float, optional
        Months at home for each month deployed; stands for the interval.
    overlap : float, optional
        Handover overlap, at least 1; None to compute it.
    reuse : bool
        Whether anybody goes twice.

    Returns
    -------
    Rotation
        Everything, with the formula.

    Raises
    ------
    UsageError
        Where not exactly one quantity is missing, or the numbers cannot be.

    Examples
    --------
    >>> rotation_arithmetic(pool=50_000, tour=6, interval=24).force
    10000.0
    >>> rotation_arithmetic(force=64_000, months=24, tour=6, reuse=False).pool
    256000.0
    >>> found = rotation_arithmetic(pool=45, tour=12, dwell=2, overlap=1.15)
    >>> found.formula
    'force = pool / ((1 + dwell) × overlap) = 45 / ((1 + 2) × 1.15) = 13.04'
    """
    _check(pool=pool, force=force, tour=tour, interval=interval, dwell=dwell, overlap=overlap, months=months)
    if interval is not None and dwell is not None:
        raise UsageError("both an interval and a dwell ratio are given", "give one: interval = dwell × tour")
    if not reuse:
        if interval is not None or dwell is not None:
            raise UsageError(
                "without re-use nobody comes home to go again, so there is no interval", "leave out --interval and --dwell"
            )
        return _without_reuse(pool, force, tour, months, overlap)
    return _with_reuse(pool, force, tour, interval, dwell, months, overlap)


def _check(**given: float | None) -> None:
    for name, value in given.items():
        if value is None:
            continue
        may_be_zero = name in ("interval", "dwell", "pool", "force")
        if not 0 <= value < float("inf") or (value == 0 and not may_be_zero):
            raise UsageError(f"{name} is {value:g}", f"{name} is a number {'of at least' if may_be_zero else 'above'} 0")
        if name == "overlap" and value < 1:
            raise UsageError(f"overlap is {value:g}", "an overlap of 1 means no handover; 1.15 means 15 % more")


def _one_missing(given: dict[str, float | None]) -> str:
    missing = [name for name, value in given.items() if value is None]
    if len(missing) != 1:
        told = f"missing: {', '.join(missing)}" if missing else "nothing is missing"
        raise UsageError(told, f"give all but one of: {', '.join(given)}")
    return missing[0]


def _without_reuse(
    pool: float | None, force: float | None, tour: float | None, months: float | None, overlap: float | None
) -> Rotation:
    missing = _one_missing({"pool": pool, "force": force, "tour": tour, "months": months, "overlap": overlap})
    p, f, t, m, o = (value if value is not None else 1.0 for value in (pool, force, tour, months, overlap))
    if missing == "pool":
        p = f * m / t * o
        formula = f"pool = force × months / tour × overlap = {_n(f)} × {_n(m)} / {_n(t)} × {_n(o)} = {_n(p)}"
    elif missing == "force":
        f = p / (m / t * o)
        formula = f"force = pool / (months / tour × overlap) = {_n(p)} / ({_n(m)} / {_n(t)} × {_n(o)}) = {_n(f)}"
    elif missing == "tour":
        t = _quotient(f * m * o, p, "pool")
        formula = f"tour = force × months × overlap / pool = {_n(f)} × {_n(m)} × {_n(o)} / {_n(p)} = {_n(t)}"
    elif missing == "months":
        m = _quotient(p * t, f * o, "force")
        formula = f"months = pool × tour / (force × overlap) = {_n(p)} × {_n(t)} / ({_n(f)} × {_n(o)}) = {_n(m)}"
    else:
        o = _overlap(_quotient(p * t, f * m, "force"))
        formula = f"overlap = pool × tour / (force × months) = {_n(p)} × {_n(t)} / ({_n(f)} × {_n(m)}) = {_n(o)}"
    return Rotation(
        pool=p,
        force=f,
        tour_months=t,
        interval_months=None,
        ratio=m / t,
        overlap=o,
        months=m,
        reuse=False,
        found=missing,
        formula=formula,
    )


def _with_reuse(
    pool: float | None,
    force: float | None,
    tour: float | None,
    interval: float | None,
    dwell: float | None,
    months: float | None,
    overlap: float | None,
) -> Rotation:
    if dwell is not None:
        missing = _one_missing({"pool": pool, "force": force, "overlap": overlap} | ({"tour": None} if tour is None else {}))
    else:
        missing = _one_missing({"pool": pool, "force": force, "tour": tour, "interval": interval, "overlap": overlap})
    p, f, t, i, o = (value if value is not None else 1.0 for value in (pool, force, tour, interval, overlap))
    if dwell is not None:
        i = dwell * t
    by_dwell = dwell is not None
    above = "1 + dwell" if by_dwell else "(tour + interval) / tour"
    numbers = f"1 + {_n(dwell or 0.0)}" if by_dwell else f"({_n(t)} + {_n(i)}) / {_n(t)}"
    above, numbers = (f"({above})", f"({numbers})") if by_dwell else (above, numbers)
    if missing == "pool":
        p = f * (t + i) / t * o
        formula = f"pool = force × {above} × overlap = {_n(f)} × {numbers} × {_n(o)} = {_n(p)}"
    elif missing == "force":
        f = p / ((t + i) / t * o)
        formula = f"force = pool / ({above} × overlap) = {_n(p)} / ({numbers} × {_n(o)}) = {_n(f)}"
    elif missing == "interval":
        i = t * (_quotient(p, f * o, "force") - 1)
        if i < 0:
            raise UsageError(f"a pool of {_n(p)} cannot keep {_n(f)} deployed", "the pool must be at least force × overlap")
        formula = f"interval = tour × (pool / (force × overlap) − 1) = {_n(t)} × ({_n(p)} / ({_n(f)} × {_n(o)}) − 1) = {_n(i)}"
    elif missing == "tour":
        t = _quotient(i, _quotient(p, f * o, "force") - 1, "surplus of the pool")
        if t <= 0:
            raise UsageError(f"a pool of {_n(p)} cannot keep {_n(f)} deployed", "the pool must exceed force × overlap")
        formula = f"tour = interval / (pool / (force × overlap) − 1) = {_n(i)} / ({_n(p)} / ({_n(f)} × {_n(o)}) − 1) = {_n(t)}"
    else:
        o = _overlap(_quotient(p, f * (t + i) / t, "force"))
        formula = f"overlap = pool / (force × {above}) = {_n(p)} / ({_n(f)} × {numbers}) = {_n(o)}"
    return Rotation(
        pool=p,
        force=f,
        tour_months=t,
        interval_months=i,
        ratio=(t + i) / t,
        overlap=o,
        months=months,
        reuse=True,
        found=missing,
        formula=formula,
    )


def _quotient(above: float, below: float, what: str) -> float:
    if below == 0:
        raise UsageError(f"the {what} is 0, so nothing follows from it", f"give a {what} above 0")
    return above / below


def _overlap(value: float) -> float:
    if value < 1 - 1e-12:
        raise UsageError(f"an overlap of {_n(value)} would be needed", "the pool is too small even without a handover")
    return value


def _n(value: float) -> str:
    """Write a number as short as it can be read: thousands with separators, at most two decimals."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")
