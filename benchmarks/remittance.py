"""Claims a second and peak memory of reading 835 files, side by side.

    python -m benchmarks.remittance [--claims 100000] [--json]

Each reader runs in a process of its own on one generated file (two services, four adjustments a
claim, one payment). Slow readers get a smaller file, and the table says so. Peak memory is the
process's largest resident set, the interpreter included. On a busy machine the rate per CPU second
is the one to compare. `read` and `read and decide` are ours.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HEAD = (
    "ISA*00*          *00*          *ZZ*PAYER          *ZZ*PROVIDER       *260101*1200*^*00501"
    "*000000001*0*P*:~GS*HP*PAYER*PROVIDER*20260101*1200*1*X*005010X221A1~ST*835*0001~"
    "BPR*I*{paid}.00*C*CHK************20260101~TRN*1*TRACE1*1512345678~N1*PR*RUSHMORE LIFE~"
    "N3*1 MAIN STREET~N4*AKRON*OH*44301~N1*PE*LAKESIDE CLINIC*XX*1234567893~LX*1~"
)
CLAIM = (
    "CLP*PB-{n}*1*200*120*30*12*ICN{n}*11*1~NM1*QC*1*DELGADO*ROSA****MI*M{n}~DTM*232*20260914~"
    "SVC*HC:99213*150*90**1~DTM*472*20260914~CAS*CO*45*40~CAS*PR*1*20~AMT*B6*110~"
    "SVC*HC:85025*50*30**1~DTM*472*20260914~CAS*CO*45*10~CAS*PR*2*10~AMT*B6*40~"
)
TAIL = "SE*{segments}*0001~GE*1*1~IEA*1*000000001~"
MEBIBYTE = 1024 * 1024


def write_file(path: Path, claims: int) -> None:
    """A file of that many claims in one payment."""
    with path.open("w", encoding="ascii") as file:
        file.write(HEAD.format(paid=120 * claims))
        file.writelines(CLAIM.format(n=n) for n in range(claims))
        file.write(TAIL.format(segments=13 * claims + 9))


def read(path: str) -> int:
    from receivables.domain.remittance import ClaimPayment
    from receivables.importers.remittance import stream_remittance

    return sum(isinstance(item, ClaimPayment) for item in stream_remittance(path))


def read_and_decide(path: str) -> int:
    from receivables.domain.remittance import ClaimPayment
    from receivables.importers.remittance import stream_remittance
    from receivables.policy.responsibility import decide

    owed = claims = 0
    for item in stream_remittance(path):
        if isinstance(item, ClaimPayment):
            owed += decide(item).patient_owes.cents  # type: ignore[union-attr]
            claims += 1
    assert owed == 3000 * claims
    return claims


def inspect(path: str) -> int:
    from cli.inspection import Inspection
    from cli.inspection_json import write_remittance

    inspection = Inspection(Path(path))
    with open(os.devnull, "w", encoding="utf-8") as sink:
        write_remittance(path, inspection.problems, inspection.parts(), sink.write)
    return -1


def oxedi(path: str) -> int:
    import oxedi

    return oxedi.parse_file(path).count_claims()


def oxedi_with_elements(path: str) -> int:
    import oxedi

    document = oxedi.parse_file(path).document
    claims = 0
    for index in range(len(document)):
        segment = document[index]
        claims += segment.id == b"CLP" and bool(segment.elements)
        _ = segment.elements
    return claims


def pyx12(path: str) -> int:
    import pyx12.x12file

    with open(path, encoding="ascii") as file:
        return sum(segment.get_seg_id() == "CLP" for segment in pyx12.x12file.X12Reader(file))


def x12sdk(path: str) -> int:
    from x12sdk.io import X12ModelReader

    with X12ModelReader(path) as reader:
        return sum(len(header.loop_2100) for model in reader.models() for header in model.loop_2000)


def edi_835_parser(path: str) -> int:
    from edi_835_parser import parse

    return len(parse(path).transaction_sets[0].claims)


READERS: dict[str, tuple[Callable[[str], int], int]] = {
    "plainbill, read": (read, 10**9),
    "plainbill, read and decide": (read_and_decide, 10**9),
    "plainbill, inspect --json": (inspect, 10**9),
    "oxedi, parse only": (oxedi, 10**9),
    "oxedi, every element": (oxedi_with_elements, 10**9),
    "pyx12, segments only": (pyx12, 20_000),
    "x12sdk": (x12sdk, 1_000),
    "edi-835-parser": (edi_835_parser, 5_000),
}


def run_one(name: str, path: str) -> None:
    """Runs one reader in this process and prints its seconds and peak memory.

    A first run on a tiny file keeps the time that importing takes out of the measure.
    """
    with tempfile.TemporaryDirectory() as folder:
        tiny = Path(folder) / "tiny.835"
        write_file(tiny, 10)
        READERS[name][0](str(tiny))
    started, worked = time.perf_counter(), time.process_time()
    found = READERS[name][0](path)
    seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (
        1 if sys.platform == "darwin" else 1024
    )
    result = {"seconds": seconds, "cpu": cpu, "mebibytes": peak / MEBIBYTE, "claims": found}
    print(json.dumps(result))


def measure(claims: int) -> Iterator[dict[str, object]]:
    """Each reader's result on a file of `claims` claims, or of as many as it is given."""
    with tempfile.TemporaryDirectory() as folder:
        for name, (_, most) in READERS.items():
            size = min(claims, most)
            path = Path(folder) / f"{size}.835"
            if not path.exists():
                write_file(path, size)
            command = [sys.executable, "-m", "benchmarks.remittance", "--one", name, str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                yield {"reader": name, "claims": size, "failed": done.stderr.strip()[-200:]}
                continue
            found = json.loads(done.stdout.splitlines()[-1])
            counted = found["claims"] in (size, -1)
            yield {
                "reader": name,
                "claims": size,
                "claims_per_second": round(size / found["seconds"]),
                "claims_per_cpu_second": round(size / found["cpu"]),
                "peak_mebibytes": round(found["mebibytes"]),
                "all_found": counted,
            }


def main() -> None:
    """Measures and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", nargs=2, metavar=("READER", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        run_one(*arguments.one)
        return
    results = []
    for result in measure(arguments.claims):
        results.append(result)
        if not arguments.json:
            print(_row(result), flush=True)
    if arguments.json:
        print(json.dumps(results, indent=1))


def _row(result: dict[str, object]) -> str:
    head = f"{result['reader']:<28}{result['claims']:>9} claims"
    if "failed" in result:
        return f"{head}  failed: {result['failed']}"
    lost = "" if result["all_found"] else "  (not all claims found)"
    return (
        f"{head}{result['claims_per_second']:>10}/s{result['claims_per_cpu_second']:>10}/CPU s"
        f"{result['peak_mebibytes']:>7} MiB{lost}"
    )


if __name__ == "__main__":
    main()
