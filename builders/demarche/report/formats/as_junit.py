"""A verdict as JUnit XML, which CI systems show as tests: one for each kind of finding and for what passed.

The form is that of Ant's JUnit task, as Jenkins, GitLab and others read it. A rule that could not be checked
is skipped; a warning is a case that passes with its findings in `system-out`.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from demarche.checks.finding import Verdict
from demarche.checks.rules import RULES
from demarche.report.findings import by_kind, described, many, place, subject

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""
_SAMPLES = 50


def render(verdict: Verdict) -> str:
    """One suite a table, a case for each kind of finding and each rule of the table."""
    suites = ET.Element("testsuites", name="demarche validate")
    kinds = by_kind(verdict)
    for table in dict.fromkeys([*verdict.rows, *(kind[1] for kind in kinds)]):
        suite = ET.SubElement(suites, "testsuite", name=table)
        broken = set()
        for kind, found in kinds.items():
            if kind[1] != table:
                continue
            broken.add(kind[2])
            case = ET.SubElement(suite, "testcase", classname=table, name=f"{kind[2]} {subject(kind)}")
            told = [f"{place(finding)} {described(finding)}" for finding in found[:_SAMPLES]]
            if verdict.counts[kind] > len(told):
                told.append(f"… and {verdict.counts[kind] - len(told):,} more")
            tag = "failure" if kind[0] == "error" else "system-out"
            inside = ET.SubElement(case, tag)
            inside.text = _NOT_XML.sub("\ufffd", "\n".join(told))
            if tag == "failure":
                inside.set("message", many(verdict.counts[kind], "row"))
        for code in dict.fromkeys(rule.code for rule in RULES if table in rule.tables):
            if code in broken:
                continue
            case = ET.SubElement(suite, "testcase", classname=table, name=code)
            if code in verdict.not_checked:
                ET.SubElement(case, "skipped", message=f"needs the table {verdict.not_checked[code]}")
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=False) + "\n"
