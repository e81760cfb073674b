"""A debt collector's validation notice: due with the first call, whole, in time, mailed once."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from receivables.domain.money import Money
from receivables.domain.validation_notice import ItemizedDebt
from receivables.services.balances import balance_summary
from receivables.services.holds import place_hold
from receivables.services.work_items import open_work_items
from receivables.settings import settings
from receivables.store.database import reading, transaction
from receivables.store.tables import AuditEntry, Guarantor, StaffAccount, ValidationNotice
from tests.builders import NOW
from tests.integration.web.calls import Collector
from tests.integration.web.conftest import Moment
from tests.web.scene import MARIA, WALTER, Scene

WALTERS = ("3/22/1979", "44107")
MARIAS = ("4/17/1986", "44102")
HOME = "12 Elm Street\nCleveland, OH 44107"
TODAY, ENDS = "2026-11-23", "Dec 31, 2026"


def adopt(policy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(policy)
    monkeypatch.setenv("PLAINBILL_POLICY_FILE", str(path))
    settings.cache_clear()


@pytest.fixture
def own() -> str:
    """The policy file of an office that collects its own bills."""
    return settings().policy_file.read_text()


@pytest.fixture
def agency(own: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """That of a debt collector."""
    policy = own.replace('"first_party"', '"third_party"').replace(
        'creditor = ""', 'creditor = "Erie Health System"'
    )
    adopt(policy, tmp_path, monkeypatch)
    return policy


def id_of(store: Engine, phone: str) -> int:
    with reading(store) as session:
        return session.scalars(select(Guarantor.id).filter_by(phone=phone)).one()


def address_of(store: Engine, phone: str = WALTER) -> str:
    return f"/console/accounts/{id_of(store, phone)}/validation-notice"


def tell_the_debt(collector: Collector) -> str:
    """A first call in which the debt is told; its address."""
    call = collector.begin(WALTER)
    collector.do(call, "said/recording", "steps/reach")
    assert collector.verify(call, *WALTERS).status_code == 303
    collector.do(call, "said/debt_first")
    return call


def prepare(collector: Collector, phone: str = WALTER, **fields: str) -> tuple[int, str]:
    where = address_of(collector.store, phone)
    answer = collector.post(where, where, **{"address": HOME, "mail_on": TODAY, **fields})
    return answer.status_code, unescape(answer.text)


def work_of(store: Engine, phone: str = WALTER) -> list[tuple[str, str]]:
    with reading(store) as session:
        items = open_work_items(session, id_of(store, phone))
        return [(item.kind, str(item.due_on)) for item in items]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.usefixtures("agency")
def test_the_first_call_that_tells_the_debt_opens_the_work_due_in_five_days(
    collector: Collector,
) -> None:
    assert work_of(collector.store) == []
    call = tell_the_debt(collector)
    assert work_of(collector.store) == [("validation_notice", "2026-11-28")]
    account = f"/console/accounts/{id_of(collector.store, WALTER)}"
    for page in (call, account, f"/console/calls/with/{id_of(collector.store, WALTER)}"):
        shown = words(collector.browser.get(page).text)
        assert "must be mailed by Nov 28, 2026" in shown, page


def test_an_office_that_collects_its_own_bills_owes_no_notice(
    collector: Collector, store: Engine
) -> None:
    call = collector.begin(WALTER)
    collector.do(call, "said/recording", "steps/reach")
    collector.verify(call, *WALTERS)
    assert work_of(store) == []
    for page in (call, f"/console/accounts/{id_of(store, WALTER)}"):
        assert "Validation notice" not in collector.browser.get(page).text
    status, shown = prepare(collector)
    assert status == 400
    assert "this office is none" in shown


@pytest.mark.usefixtures("agency")
def test_the_letter_says_all_that_the_rule_lists(collector: Collector, store: Engine) -> None:
    tell_the_debt(collector)
    assert prepare(collector)[0] == 303
    letter = words(collector.browser.get(address_of(store) + "/letter").text)
    with reading(store) as session:
        notice = session.scalars(select(ValidationNotice)).one()
        debts = [ItemizedDebt.of(kept) for kept in notice.debts]
        owed = balance_summary(session, notice.guarantor_id).total
    assert Money.total(debt.owed for debt in debts) == owed
    for needed in (
        "Lakeside Health Billing is a debt collector",
        "1200 Lakeside Avenue",
        "We are trying to collect a debt that you owe to Erie Health System",
        "We will use any information you give us to help collect the debt",
        "Walter Pruitt",
        "12 Elm Street",
        "in interest: + $0.00",
        "in fees: + $0.00",
        "you paid or were credited",
        "Total amount of the debt now:",
        f"Call or write to us by {ENDS} to dispute all or part of the debt",
        f"If you write to us by {ENDS}, we must stop collection on any amount you dispute",
        "name and address of the original creditor",
        "www.cfpb.gov/debt-collection",
        "This is not my debt.",
        "The amount is wrong.",
        "I want you to send me the name and address of the original creditor.",
        "solicitar una copia de este formulario en español",
    ):
        assert needed in letter, needed
    for debt in debts:
        assert f"account number ending in {debt.account}" in letter
        assert f"{debt.on:%b} {debt.on.day}, {debt.on.year}, you owed: {dollars(debt.charged)}" in (
            letter
        )
        assert f"− {dollars(debt.credited)}" in letter
        assert dollars(debt.owed) in letter


def dollars(amount: Money) -> str:
    return f"${amount.cents // 100:,}.{amount.cents % 100:02}"


@pytest.mark.usefixtures("agency")
def test_the_letter_tells_nothing_clinical_and_no_whole_account_number(
    collector: Collector, store: Engine
) -> None:
    prepare(collector)
    letter = collector.browser.get(address_of(store) + "/letter").text
    with reading(store) as session:
        visits = balance_summary(session, id_of(store, WALTER)).visits
    for visit in visits:
        assert visit.account_number not in letter
        assert visit.facility not in letter


@pytest.mark.usefixtures("agency")
def test_who_speaks_spanish_gets_both_letters(collector: Collector, store: Engine) -> None:
    assert prepare(collector, MARIA)[0] == 303
    letter = words(collector.browser.get(address_of(store, MARIA) + "/letter").text)
    assert "is a debt collector" in letter
    assert "es un cobrador de deudas" in letter
    assert "Llámenos o escríbanos a más tardar el 31 dic 2026" in letter


@pytest.mark.usefixtures("agency")
def test_mailing_closes_the_work_and_says_who_and_until_when(
    collector: Collector, store: Engine
) -> None:
    tell_the_debt(collector)
    prepare(collector)
    where = address_of(store)
    assert collector.browser.get(where + "/letter").status_code == 200
    assert collector.post(where, where + "/mailed").status_code == 303
    assert work_of(store) == []
    shown = words(collector.browser.get(f"/console/accounts/{id_of(store, WALTER)}").text)
    assert f"They may dispute until {ENDS}" in shown
    with reading(store) as session:
        notice = session.scalars(select(ValidationNotice)).one()
        who = session.scalars(select(StaffAccount).filter_by(username="demo-collector")).one()
        assert (notice.prepared_by_id, notice.mailed_by_id) == (who.id, who.id)
        assert notice.mailed_at == NOW
        acts = session.scalars(
            select(AuditEntry.act).where(AuditEntry.act.like("%notice")).order_by(AuditEntry.number)
        ).all()
    assert acts == ["prepare_notice", "print_notice", "record_notice"]
    assert prepare(collector)[0] == 400  # what was mailed is never changed


@pytest.mark.usefixtures("agency")
def test_a_letter_whose_day_has_passed_is_not_mailed_and_can_be_prepared_anew(
    collector: Collector, store: Engine, scene: Scene, moment: Moment
) -> None:
    tell_the_debt(collector)
    prepare(collector)
    moment.pass_by(days=6)
    collector.log_in(scene)
    where = address_of(store)
    shown = words(collector.browser.get(where).text)
    assert "had to be mailed by Nov 28, 2026" in shown
    assert "Out of date" in shown
    refused = collector.post(where, where + "/mailed")
    assert refused.status_code == 400
    assert work_of(store) == [("validation_notice", "2026-11-28")]
    assert prepare(collector, mail_on="2026-11-29")[0] == 303
    assert collector.post(where, where + "/mailed").status_code == 303


@pytest.mark.usefixtures("agency")
@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"address": " "}, "mailing address"),
        ({"mail_on": "soon"}, "Choose the day"),
        ({"mail_on": "2026-11-22"}, "mailing day"),
        ({"mail_on": "2026-12-08"}, "mailing day"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(
    collector: Collector, store: Engine, fields: dict[str, str], why: str
) -> None:
    status, shown = prepare(collector, **fields)
    assert status == 400
    assert why in shown
    assert collector.browser.get(address_of(store) + "/letter").status_code == 404


def test_a_policy_without_the_creditor_and_our_address_is_named(
    collector: Collector, own: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = re.sub(r'mailing_address = ".*"', 'mailing_address = ""', own)
    adopt(bare.replace('"first_party"', '"third_party"'), tmp_path, monkeypatch)
    status, shown = prepare(collector)
    assert status == 400
    assert "[organisation] mailing_address and [contact] creditor" in shown


@pytest.mark.usefixtures("agency")
def test_of_a_disputed_debt_no_amount_is_put_in_a_letter(
    collector: Collector, store: Engine
) -> None:
    with transaction(store) as session:
        place_hold(session, WALTER, "dispute", "test", NOW, id_of(store, WALTER))
    status, shown = prepare(collector)
    assert status == 400
    assert "no debt to validate" in shown


@pytest.mark.usefixtures("agency")
def test_a_second_call_opens_no_second_notice(collector: Collector, store: Engine) -> None:
    call = tell_the_debt(collector)
    with reading(store) as session:
        assert len(open_work_items(session, id_of(store, WALTER))) == 1
    assert collector.post(call, f"{call}/said/debt_first").status_code == 400
    assert work_of(store) == [("validation_notice", "2026-11-28")]
