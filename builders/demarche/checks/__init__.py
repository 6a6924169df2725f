"""Checks on tables: structure through pandera, keys, and rules, each of which is one function.

`validate_tables` checks tables in memory, `check` what was read from files, `package.validate_package` has
Frictionless check the CSV files: the engine that others will check them with.
"""

from demarche.checks.finding import Finding, Severity, Verdict
from demarche.checks.load import find_tables
from demarche.checks.rules import RULES
from demarche.checks.run import check, validate_tables

__all__ = ["RULES", "Finding", "Severity", "Verdict", "check", "find_tables", "validate_tables"]
