# %% [markdown]
# # From a corpus to a picture
#
# Articles in, a picture of who did what to whom out. Run the cells in order, in a folder of your own; every
# step is a command of `demarche`, here called from Python. The articles are invented.
"""From a corpus to a picture, step by step; every cell is run by the project's tests."""

# %%
import json
from pathlib import Path

import pandas as pd

from demarche.cli import main

# %% [markdown]
# ## A corpus
#
# One JSON object a line, with at least the text and the day of publication. Yours will be larger.

# %%
articles = [
    ("wire", "2031-03-05", "Norway expelled three Russian diplomats on 4 March 2031."),
    (
        "daily",
        "2031-03-06",
        "On 4 March 2031 Norway expelled Russian diplomats. On 5 March Russia condemned Norway.",
    ),
    ("wire", "2031-03-12", "Russia expelled three Norwegian diplomats on 11 March 2031."),
    ("wire", "2031-04-02", "Norway accused Russia on 1 April 2031 of jamming signals."),
    ("daily", "2031-06-20", "The Norwegian foreign minister visited Russia on 19 June 2031."),
    ("wire", "2031-06-21", "Norway's foreign minister arrived in Russia on 19 June 2031."),
    ("wire", "2031-06-21", "Norway and Russia signed an agreement on fisheries on 20 June 2031."),
    ("daily", "2031-06-22", "On 20 June 2031 Norway and Russia signed an agreement on fisheries."),
]
with Path("articles.jsonl").open("w", encoding="utf-8") as stream:
    for number, (publisher, published, text) in enumerate(articles):
        row = {"source_id": f"a-{number}", "publisher": publisher, "published": published, "text": text}
        stream.write(json.dumps(row) + "\n")

# %% [markdown]
# ## Claims
#
# Each claim says who did what to whom, and where in the text that stands. Exit code 0: nothing failed.

# %%
assert main(["code", "articles.jsonl", "--out", "coded", "--processes", "1"]) == 0
claims = pd.read_parquet("coded/claims/year=2031/claims.parquet", dtype_backend="pyarrow")
print(
    claims[["source_id", "initiator", "interaction_type", "target", "date", "status"]].to_string(index=False)
)

# %% [markdown]
# ## Events
#
# Two papers, one happening: linking makes one event of it. Count events, never claims.

# %%
assert main(["link", "coded"]) == 0
events = pd.read_parquet("coded/events.parquet", dtype_backend="pyarrow")
print(
    events[["initiator", "interaction_type", "target", "date", "status", "n_sources"]].to_string(index=False)
)

# %% [markdown]
# ## Counts, and what they rest on
#
# A row for every pair and month, zeros included. The coverage says how much was read: more events may be more
# news.

# %%
assert (
    main(["aggregate", "coded", "--by", "dyad,month", "--out", "counts.csv", "--coverage", "coverage.csv"])
    == 0
)
counts = pd.read_csv("counts.csv", keep_default_na=False, na_values=[""])
print(counts[["initiator", "target", "month", "events", "quad_verbal_conflict", "quad_material_conflict"]])
print(pd.read_csv("coverage.csv"))

# %% [markdown]
# ## A picture
#
# Needs `pip install 'demarche[plot]'`.

# %%
import vl_convert  # noqa: E402 - where it is needed

counts["pair"] = counts["initiator"] + " → " + counts["target"]
classes = [name for name in counts.columns if name.startswith("quad_")]
long = counts.melt(["pair", "month"], classes, "class", "number")
long["class"] = long["class"].str.removeprefix("quad_").str.replace("_", " ")
picture = {
    "data": {"values": long.to_dict("records")},
    "mark": "bar",
    "encoding": {
        "x": {"field": "month", "type": "ordinal"},
        "y": {"field": "number", "type": "quantitative", "title": "events"},
        "color": {"field": "class", "type": "nominal"},
        "row": {"field": "pair", "type": "nominal"},
    },
}
Path("counts.svg").write_text(vl_convert.vegalite_to_svg(picture), encoding="utf-8")
