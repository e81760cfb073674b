"""Looking into one remittance file without a database, in memory that does not grow with it.

The file is read up to three times: for the balance of each payment, for claims that share an
account with another one, and to hand everything out in the order of the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from receivables.domain.remittance import ClaimPayment, Problem, RemittanceTransaction
from receivables.domain.responsibility import Decision
from receivables.importers.remittance import stream_remittance
from receivables.policy.patients import by_patient
from receivables.policy.responsibility import decide, decide_account

MOST_PROBLEMS = 5000
_SLOTS = 1 << 20

Part = tuple[ClaimPayment, Decision] | RemittanceTransaction


class Inspection:
    """One file: `problems`, `failed` (something in it could not be read) and its parts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.problems: list[Problem] = []
        self.failed = False
        self._balances: list[bool | None] = []
        self._seen = bytearray(_SLOTS)
        self._decisions: dict[int, Decision] = {}
        self._survey()
        if 2 in self._seen:
            self._decide_shared_accounts()

    def parts(self) -> Iterator[Part]:
        """Each claim with its decision, and each payment after its claims."""
        for number, item in enumerate(self._items()):
            if isinstance(item, ClaimPayment):
                yield item, self._decisions.get(number) or decide(item)
            else:
                yield item

    def _survey(self) -> None:
        transactions = 0
        for item in stream_remittance(self._path):
            if isinstance(item, ClaimPayment):
                self.failed |= item.damaged
                slot = _slot(item)
                self._seen[slot] = min(self._seen[slot] + 1, 2)
            else:
                self._note(item.problems)
                if item.segment or item.claim_count:
                    transactions += 1
                    self._balances.append(item.balances)
        self.failed |= not transactions

    def _note(self, problems: list[Problem]) -> None:
        room = MOST_PROBLEMS - len(self.problems)
        if room > 0 and len(problems) > room:
            problems = [*problems[: room - 1], Problem("file", "more problems are not listed")]
        self.problems += problems[: max(room, 0)]

    def _items(self) -> Iterator[ClaimPayment | RemittanceTransaction]:
        """The file's claims and payments; each claim already knows if its payment balances."""
        balances = iter(self._balances)
        current: RemittanceTransaction | None = None
        for item in stream_remittance(self._path):
            if isinstance(item, ClaimPayment):
                if item.transaction is not current and item.transaction is not None:
                    current = item.transaction
                    current.balances = next(balances, None)
                yield item
            elif item.segment or item.claim_count:
                if item is not current:
                    next(balances, None)
                current = None
                yield item

    def _decide_shared_accounts(self) -> None:
        accounts: dict[str, list[ClaimPayment]] = defaultdict(list)
        numbers: dict[int, int] = {}
        for number, item in enumerate(self._items()):
            if isinstance(item, ClaimPayment) and self._seen[_slot(item)] > 1:
                accounts[item.patient_control_number].append(item)
                numbers[id(item)] = number
        for account, claims in accounts.items():
            for together in by_patient(claims) if account else ():
                if len(together) > 1:
                    for claim, decision in decide_account(together).claims:
                        self._decisions[numbers[id(claim)]] = decision


def _slot(claim: ClaimPayment) -> int:
    return crc32(claim.patient_control_number.encode("utf-8", "replace")) % _SLOTS
