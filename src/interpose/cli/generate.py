"""`interpose generate`: who provides what, where and when, and what is short."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from interpose.cli import plan_options as options
from interpose.cli.console import CaseArgument, Format, FormatOption, note, note_silence, print_json, progress, read_case, show

if TYPE_CHECKING:
    from interpose.brief.tables.generation import PlanAnswer
    from interpose.case import Case
    from interpose.case.tables.mandates import Proposal
    from interpose.evidence import Positions
    from interpose.generation import Plan, PlanRequest
    from interpose.generation.analysis.replan import EarlierPlan
    from interpose.requirement import MandateRequirement, Requirement

__all__ = ["generate"]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked about a plan besides the plan itself."""

    alternatives: int
    repair: bool
    marginal: bool
    rules: bool
    naive: bool
    verify: bool


def generate(
    case: CaseArgument,
    mandate: options.Mandate = None,
    proposal: options.Proposed = None,
    without: options.Without = None,
    without_american_enablers: options.WithoutInOldSpelling = False,
    endurance: options.Endurance = None,
    level: options.Level = None,
    mode: options.Mode = options.Asked.fixed,
    withdraw_commitments: options.WithdrawCommitments = False,
    substitution: options.Substitution = False,
    keep: options.Keep = None,
    change_price: options.ChangePrice = 1.0,
    alternatives: options.Alternatives = 0,
    repair: options.Repair = False,
    marginal: options.Marginal = False,
    price_of_rules: options.PriceOfRules = False,
    naive: options.Naive = False,
    time_limit: options.TimeLimit = None,
    gap: options.Gap = None,
    verify: options.Verify = False,
    calendar: options.Calendar = None,
    output: FormatOption = Format.table,
) -> None:
    """Find who provides what, where and when, so that it lasts; what is short, and what binds.

    Example: `interpose generate ukraine-2024 --mandate reassure`
    """
    from interpose.brief.tables.generation import generation_tables
    from interpose.cli.calendar_files import calendar_bytes, checked_suffix
    from interpose.editing.atomic import write_atomically
    from interpose.generation import Limits, PlanRequest

    if calendar is not None:
        checked_suffix(calendar)
    earlier = None if keep is None else _earlier(keep)
    request = PlanRequest(
        mandate=mandate,
        mode=mode.value,
        limits=Limits(seconds=time_limit, relative_gap=gap),
        change_price=change_price,
    )
    wanted = Wanted(
        alternatives=alternatives, repair=repair, marginal=marginal, rules=price_of_rules, naive=naive, verify=verify
    )
    with progress() as step:
        step("reading the case")
        left_out = [*(without or []), *_in_old_spelling(without_american_enablers)]
        read = options.without_providers(read_case(case), left_out)
        switched: dict[str, Any] = {"withdraw_commitments": withdraw_commitments, "substitution": substitution}
        switched |= {"endurance": endurance, "requirement_level": level}
        read = read.with_options(**{name: getattr(on, "value", on) for name, on in switched.items() if on})
        proposed = None if proposal is None else _proposed(read, proposal, mandate)
        answer, requirement = _planned(read, request, earlier, proposed, wanted, output, step)
    if calendar is not None:
        write_atomically(calendar, calendar_bytes(calendar, read, answer.plan))
        note(f"written: {calendar}")
    show(answer.as_json(), generation_tables(read, answer, requirement), output)
    _closing_notes(answer, wanted)


def _planned(
    case: Case,
    request: PlanRequest,
    earlier: EarlierPlan | None,
    proposed: Proposal | None,
    wanted: Wanted,
    output: Format,
    step: Callable[[str], None],
) -> tuple[PlanAnswer, MandateRequirement]:
    """Make the plan, and answer what is asked about it."""
    from interpose.evidence import positions
    from interpose.generation import generate as plan_for
    from interpose.generation.analysis.replan import keeping, unless_better
    from interpose.requirement import require
    from interpose.requirement.overrides import sized_to

    step("positions and requirement")
    stances, needs = positions(case), require(case)
    note_silence(stances)
    if proposed is not None:
        level = case.scenario.options.requirement_level
        needs = sized_to(needs, proposed.mandate, proposed.persons(level), level)
        request = replace(request, mandate=proposed.mandate)
    if earlier is not None:
        if earlier.mandate != (request.mandate or case.scenario.mandate):
            note(f"the earlier plan is for the mandate {earlier.mandate!r}: its posts are kept as far as they are asked for")
        request = keeping(case, stances, needs, request, earlier)
    step("force generation")
    plan = plan_for(case, stances, needs, request)
    if not plan.has_numbers:
        _end_without_numbers(plan, output)
    if earlier is not None:
        plan = unless_better(case, stances, needs, request, plan, earlier)
    return _answer(case, stances, needs, request, plan, earlier, wanted, step), needs.of(plan.mandate)


def _proposed(case: Case, name: str, mandate: str | None) -> Proposal:
    """Find the proposal that is planned; it names its mandate itself."""
    from interpose.assessment.proposals import proposal_named
    from interpose.errors import UsageError

    found = proposal_named(case, name)
    if mandate not in (None, found.mandate):
        raise UsageError(f"the proposal {name} is planned as {found.mandate}, not as {mandate}", "leave --mandate out")
    return found


def _closing_notes(answer: PlanAnswer, wanted: Wanted) -> None:
    """Say what the check found nothing against; end with 130 where Ctrl-C broke the search off."""
    if wanted.verify and not answer.violations:
        note("verified: the plan keeps every rule, and its numbers agree with its calendar")
    if answer.plan.interrupted:
        proved = "and its bound holds" if answer.plan.gap is not None else "and nothing is proved about it"
        note(f"interpose: interrupted; this is the best plan until then, {proved}")
        raise typer.Exit(130)


def _in_old_spelling(without_american_enablers: bool) -> list[str]:
    """Name the provider that the option of version 0.1 leaves out, with a notice."""
    if not without_american_enablers:
        return []
    note("--without-american-enablers is the spelling of version 0.1: write --without USA; it was read as that")
    return ["USA"]


def _earlier(path: Path) -> EarlierPlan:
    """Read an earlier plan from a file."""
    import json

    from interpose.errors import UsageError
    from interpose.generation.analysis.replan import earlier_plan

    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        mend = "give the file that `interpose generate CASE --format json` wrote"
        raise UsageError(f"the earlier plan {str(path)!r} cannot be read: {error}", mend) from error
    return earlier_plan(data)


def _end_without_numbers(plan: Plan, output: Format) -> None:
    """End where there is no plan to report: 130 after Ctrl-C, 3 otherwise, with the rules that cannot hold together."""
    from interpose.errors import NoAnswerError

    if plan.interrupted:
        raise KeyboardInterrupt
    if output is Format.json:
        print_json({"status": plan.status} | ({"conflicts": list(plan.conflicts)} if plan.conflicts else {}))
    if plan.status == "infeasible":
        rules = "\n".join(f"    {rule}" for rule in plan.conflicts)
        raise NoAnswerError(f"no plan keeps every hard rule; these cannot hold together:\n{rules}")
    raise NoAnswerError(f"{plan.status}: there is no plan to report")


def _answer(
    case: Case,
    positions: Positions,
    requirement: Requirement,
    request: PlanRequest,
    plan: Plan,
    earlier: EarlierPlan | None,
    wanted: Wanted,
    step: Callable[[str], None],
) -> PlanAnswer:
    """Answer what is asked about a plan; who broke the search off waits for the plan alone."""
    from interpose.brief.tables.generation import PlanAnswer
    from interpose.generation.analysis.binding import binding_limits, marginal_values, shortfall_shares
    from interpose.generation.analysis.level import alternatives, rungs, without_number
    from interpose.generation.analysis.repair import repair
    from interpose.generation.analysis.replan import inputs_of, moves
    from interpose.generation.analysis.rules import naive_plan, price_of_rules
    from interpose.generation.check import verify
    from interpose.generation.problem.planning_problem import problem_of

    asked = (case, positions, requirement, request)
    level = case.scenario.options.requirement_level
    found: dict[str, Any] = {"plan": plan, "level": level, "inputs": inputs_of(*asked)}
    if wanted.verify:
        found["violations"] = verify(case, requirement, plan)
    if plan.interrupted:
        return PlanAnswer(**found)
    if plan.mode == "fixed":
        step("how firm it is, and what binds")
        found |= {"rungs": rungs(*asked), "binds": binding_limits(*asked)}
    if plan.mode == "pledges":
        found["without_number"] = without_number(case, positions, problem_of(*asked).participation)
    if earlier is not None or case.pins:
        step("which posts move")
        found["moves"] = moves(*asked, plan, earlier)
    extras: dict[str, tuple[str, Callable[[], Any]]] = {
        "rules": ("what the rules cost", lambda: price_of_rules(*asked)),
        "naive": ("the naive plan", lambda: naive_plan(*asked)),
    }
    fixed = {
        "marginal": ("what single changes are worth", lambda: marginal_values(*asked)),
        "alternatives": ("nearly as good", lambda: alternatives(*asked, count=wanted.alternatives)),
        "repair": ("what would fix it", lambda: repair(*asked)),
    }
    if wanted.marginal and plan.mode == "fixed":
        found["shares"] = shortfall_shares(*asked)
    if plan.mode == "fixed":
        extras |= fixed
    elif any(getattr(wanted, name) for name in fixed):
        note("alternatives, repairs and what single changes are worth are looked for beside a fixed requirement only")
    for name, (what, answer) in extras.items():
        if getattr(wanted, name):
            step(what)
            found[name] = answer()
    if others := found.get("alternatives"):
        found |= {"alternatives": others.found, "no_more_alternatives": others.no_more}
    return PlanAnswer(**found)
