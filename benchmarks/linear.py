"""Whether the coder's time grows with the length of a text and with nothing else.

    python benchmarks/linear.py [SHAPE …]

Each shape of text is coded at three lengths, the second and third two and four times the first; the table
shows the seconds and by how much they grew from each length to the next. Linear is ×2; a quadratic step would
show as ×4. Nothing is judged: a short run on a busy machine is off by some tenths.
"""

from __future__ import annotations

import itertools
import sys
import time

from demarche.coding import code_document

PUBLISHED = "2024-06-12"
NEWS = (
    "Peru accused Chile of arming rebels, and the Chilean foreign minister, Ana Ruiz, denied it on Monday. ",
    "The two countries signed a trade agreement in Lima last week. ",
    "Norway expelled three Danish diplomats; Denmark followed. ",
    "She said her government would lift its ban on Peruvian fish if the talks in Oslo went well. ",
    "President Jorge Soto of Peru, who visited Denmark in May 2019, will meet the king of Norway. ",
    "The kingdom rejected the charge. ",
)
SHAPES = {
    "news": "".join(NEWS) + "\n",
    "news, a new name each time": "Minister Ana {word} of Peru met the Danish envoy Per {word} in Oslo. ",
    "accusations and denials": "Peru accused Chile of arming rebels. Chile denied it. ",
    "visits without end": "Peru's premier visited {state} in May {year}. ",
    "the country, without another state": "The kingdom was told of the talks. ",
    "pronouns": "He met them there and they told him of it. ",
    "strangers": "Ana {word} spoke with Per {word}. ",
    "one line without an end": "Peru condemned Chile and its president visited Denmark, ",
    "one word": "Peru",
    "capitals": "PERU CONDEMNED CHILE ON MONDAY. ",
    "a list of countries": "Peru, Chile, Denmark, Norway, Chad, ",
    "of of of": "of ",
    "brackets": "(",
    "quotation marks": "“Peru ‘condemned “Chile ",
    "commas": ",",
    "conjunctions": "Peru condemned Chile and ",
    "that that": "Peru said that Chile said that ",
    "which which": "Peru, which condemned Chile, which visited ",
    "tags": "<p class='x'><a href='/?a=b&amp;c'>Peru</a> condemned <b>Chile</b>.</p>",
    "dates": "on Monday, May 5, 2014, two days after the raid, ",
    "digits": "1 2 1984 3/4/2020 ",
    "lines": "\n",
    "another script": "\u0628\u064a\u0631\u0648 осудила 秘鲁 ",
    "apostrophes": "Peru's",
    "hyphens": "Peru-",
    "not a word": "a_n't’s.",
}
STATES = ("Chile", "Norway", "Denmark", "Chad", "Spain", "Ghana", "Kenya", "Japan", "Malta", "Nepal")


def text_of(shape: str, length: int) -> str:
    """A text of about so many characters of a shape; two states come first, so that it is read at all."""
    part = SHAPES[shape]
    count = length // len(part)
    if "{" not in part:
        return "Peru and Chile met.\n" + part * count
    parts = (
        part.format(word=_word(n), state=STATES[n % len(STATES)], year=1500 + n // len(STATES) % 500)
        for n in range(count)
    )
    return "Peru and Chile met.\n" + "".join(parts)


def _word(number: int) -> str:
    """A name that no other number gives."""
    return "Z" + "".join(chr(ord("a") + int(digit)) for digit in str(number)) + "o"


def seconds(text: str) -> float:
    """The seconds of the process that coding takes."""
    start = time.process_time()
    code_document(text, PUBLISHED, "linear")
    return time.process_time() - start


def main() -> int:
    """Print the table."""
    code_document("Peru and Chile signed a treaty.", PUBLISHED, "warm")
    print("| shape | characters | seconds | ×2 | ×4 | growth |\n|---|---|---|---|---|---|")
    for shape in sys.argv[1:] or SHAPES:
        length = 40_000
        while seconds(text_of(shape, length)) < 0.1 and length < 400_000:
            length *= 2
        times = [seconds(text_of(shape, length * factor)) for factor in (1, 2, 4)]
        growth = ", ".join(f"×{b / max(a, 1e-4):.1f}" for a, b in itertools.pairwise(times))
        print(
            f"| {shape} | {length:,} | " + " | ".join(f"{t:.2f}" for t in times) + f" | {growth} |",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
