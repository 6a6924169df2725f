"""Claims against gold: how much was found, how much is right, which columns are right.

    reading ──► documents ──► matching ──► figures ──► output
    CSV, Parquet  gold+claims   one-to-one   P, R, F1    terminal, text, JSON

`pairs` is apart: the sentence task, where source and target are given and only the class is asked.
"""

from demarche.evaluate.figures import Evaluation, evaluate, pool
from demarche.evaluate.rows import Row, row_of_claim

__all__ = ["Evaluation", "Row", "evaluate", "pool", "row_of_claim"]
