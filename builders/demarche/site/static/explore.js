// The table of events. Rows are found and ordered here, in columns of values; DataTables draws a page of them.
// Search, filters, order and page stand in the address, so that it can be shared and gone back to.
(() => {
  "use strict";
  const data = window.demarcheEvents;
  const form = document.getElementById("filters");
  const found = document.getElementById("found");
  const FIELDS = ["q", "type", "status", "dyad", "from", "to", "disputed"];
  const SHOWN = ["date", "who", "act", "status", "claims", "teller", "words"];
  const SORTED_BY = ["date_start", "dyad", "_act", "status", "n_claims", "_teller", "_words"];
  const PAGE = 50;

  const cell = (name, row) => {
    const column = data.columns[name];
    if (!column) return null;
    return column.cells ? column.cells[row] : column.codes[row] < 0 ? null : column.values[column.codes[row]];
  };
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const nameOf = (code) => data.names[code] ?? code;

  // What is searched of a row, folded once, when first asked for.
  const haystack = new Array(data.rows);
  const hay = (row) => (haystack[row] ??= fold([
    nameOf(cell("initiator", row)), nameOf(cell("target", row)), cell("dyad", row), cell("_act", row),
    cell("status", row), cell("date", row), cell("event_id", row), cell("_source", row), cell("_teller", row), cell("_words", row),
  ].join(" ")));

  // The place of every value in the order of its column: numbers as numbers, nothing last.
  const ranks = new Map();
  const rank = (name) => {
    if (ranks.has(name)) return ranks.get(name);
    const column = data.columns[name];
    const made = new Int32Array(data.rows);
    if (column) {
      const values = column.values ?? [...new Set(column.cells)].filter((value) => value !== null);
      const numeric = !column.quoted && values.every((value) => !Number.isNaN(Number(value)));
      const order = values.slice().sort(numeric ? (a, b) => a - b : (a, b) => (a < b ? -1 : a > b ? 1 : 0));
      const places = new Map(order.map((value, place) => [value, place]));
      for (let row = 0; row < data.rows; row++) made[row] = places.get(cell(name, row)) ?? order.length;
    }
    ranks.set(name, made);
    return made;
  };

  const wanted = () => Object.fromEntries(
    FIELDS.map((name) => {
      const field = form.elements[name];
      return [name, field.type === "checkbox" ? (field.checked ? "1" : "") : field.value.trim()];
    }),
  );

  const filter = (want) => {
    const words = fold(want.q).split(/\s+/).filter(Boolean);
    const codes = want.dyad.toUpperCase().split(/[^A-Z0-9]+/).filter(Boolean);
    const first = /^\d{4}$/.test(want.from) ? Number(want.from) : null;
    const last = /^\d{4}$/.test(want.to) ? Number(want.to) : null;
    const rows = [];
    for (let row = 0; row < data.rows; row++) {
      if (want.type && cell("interaction_type", row) !== want.type) continue;
      if (want.status) {
        const status = cell("status", row);
        if (want.status === "happened" ? !["occurred", "ongoing"].includes(status) : status !== want.status) continue;
      }
      if (want.disputed && cell("disputed", row) !== "true") continue;
      if (codes.length) {
        const pair = cell("dyad", row).split("-");
        if (!codes.every((code) => pair.includes(code))) continue;
      }
      if (first !== null || last !== null) {
        const start = cell("date_start", row) ?? cell("date_end", row);
        if (start === null) continue;
        const end = cell("date_end", row) ?? start;
        if (first !== null && Number(end.slice(0, 4)) < first) continue;
        if (last !== null && Number(start.slice(0, 4)) > last) continue;
      }
      if (words.length) {
        const text = hay(row);
        if (!words.every((word) => text.includes(word))) continue;
      }
      rows.push(row);
    }
    return rows;
  };

  let selection = [];
  const select = ({ order }) => {
    selection = filter(wanted());
    if (order.length) {
      const places = rank(SORTED_BY[order[0].column]);
      const down = order[0].dir === "desc" ? -1 : 1;
      selection.sort((a, b) => down * (places[a] - places[b]) || a - b);
    }
  };

  const link = (words, address) => {
    const made = document.createElement("a");
    made.textContent = words;
    made.href = address;
    return made;
  };
  const badge = (words, kind) => {
    const made = document.createElement("span");
    made.className = `status ${kind}`;
    made.textContent = words;
    return made;
  };
  const fill = (line, row) => {
    const at = (name) => line.children[SHOWN.indexOf(name)];
    const [one, other, dyad] = ["initiator", "target", "dyad"].map((name) => cell(name, row));
    at("date").textContent = cell("date", row) ?? "no date";
    const pair = link(`${one} ${cell("directed", row) === "true" ? "→" : "–"} ${other}`, `dyads/${encodeURIComponent(dyad)}.html`);
    pair.title = `${nameOf(one)} and ${nameOf(other)}`;
    at("who").replaceChildren(pair);
    at("act").textContent = cell("_act", row);
    const status = cell("status", row);
    at("status").replaceChildren(badge(status, ["occurred", "ongoing"].includes(status) ? "fact" : "open"));
    if (cell("disputed", row) === "true") at("status").append(" ", badge("disputed", "disputed"));
    at("claims").textContent = cell("n_claims", row);
    at("teller").textContent = cell("_teller", row);
    const source = cell("_source", row);
    if (source !== null) {
      const address = `sources/${encodeURIComponent(source)}.html#${encodeURIComponent(cell("_claim", row))}`;
      at("words").replaceChildren(link(cell("_words", row) ?? source, address));
    }
  };

  const count = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
  const tell = ({ start, length }) => {
    const disputed = selection.reduce((sum, row) => sum + (cell("disputed", row) === "true"), 0);
    const all = selection.length === data.rows ? "" : ` of ${data.rows.toLocaleString("en")}`;
    found.textContent = `${count(selection.length, "event")}${all}${disputed ? `; ${disputed.toLocaleString("en")} disputed` : ""}${selection.length > length ? `; ${(start + 1).toLocaleString("en")}–${Math.min(start + length, selection.length).toLocaleString("en")} shown` : ""}`;
  };

  // The address, both ways.
  const read = () => {
    const hash = new URLSearchParams(location.hash.slice(1));
    for (const name of FIELDS) {
      const field = form.elements[name];
      if (field.type === "checkbox") field.checked = hash.get(name) === "1";
      else field.value = hash.get(name) ?? "";
    }
    const [column, direction] = (hash.get("sort") ?? "").split(":");
    const at = SHOWN.indexOf(column);
    return {
      order: at < 0 ? [] : [[at, direction === "desc" ? "desc" : "asc"]],
      page: Math.max(0, (Number(hash.get("page")) || 1) - 1),
    };
  };
  const write = () => {
    const hash = new URLSearchParams(Object.entries(wanted()).filter(([, value]) => value));
    const [order] = table.order();
    if (order?.length && order[1]) hash.set("sort", `${SHOWN[order[0]]}:${order[1]}`);
    if (table.page() > 0) hash.set("page", String(table.page() + 1));
    const text = hash.toString().replaceAll("%3A", ":");
    if (text !== location.hash.slice(1)) history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  };

  const start = read();
  const table = new window.demarcheTable("#events", {
    serverSide: true,
    ajax: (request, done) => {
      select(request);
      tell(request);
      done({
        draw: request.draw,
        recordsTotal: data.rows,
        recordsFiltered: selection.length,
        data: selection.slice(request.start, request.start + request.length).map((row) => [row, ...SHOWN.slice(1).map(() => "")]),
      });
    },
    // Nothing of the data becomes HTML: the cells are filled with text by `fill`.
    columns: SHOWN.map((name) => ({ name, data: null, defaultContent: "", className: name === "claims" ? "n" : "" })),
    createdRow: (line, [row]) => fill(line, row),
    order: start.order,
    pageLength: PAGE,
    displayStart: start.page * PAGE,
    searching: false,
    autoWidth: false,
    layout: { topStart: null, topEnd: null, bottomStart: "paging", bottomEnd: null },
    language: { emptyTable: "No event fits.", zeroRecords: "No event fits." },
  });
  table.on("draw", write);

  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => table.ajax.reload(), 120);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => table.order([]).ajax.reload()));
  addEventListener("hashchange", () => {
    const { order, page } = read();
    table.order(order).page(page).ajax.reload(null, false);
  });

  // The selection with the release's own columns, cells as its events.csv has them.
  const csv = () => {
    const names = Object.keys(data.columns).filter((name) => !name.startsWith("_"));
    const quote = (text) => `"${text.replaceAll('"', '""')}"`;
    const written = (name, row) => {
      const value = cell(name, row);
      return value === null ? "" : data.columns[name].quoted ? quote(value) : value;
    };
    const lines = [names.map(quote), ...selection.map((row) => names.map((name) => written(name, row)))];
    return lines.map((line) => `${line.join(",")}\n`).join("");
  };
  document.getElementById("download").addEventListener("click", () => {
    const address = URL.createObjectURL(new Blob([csv()], { type: "text/csv;charset=utf-8" }));
    const made = link("", address);
    made.download = `events-${data.version}-selection.csv`;
    made.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  });
})();
