// The desk: one claim at a time, by keyboard. What is typed is kept as a draft until it is saved; what has changed
// on the disk meanwhile is shown, and the draft stays. All words from the data are set as text, never as HTML.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "class") made.className = value;
      else if (value !== null && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  };
  let state, vocabulary;
  let current = 0;
  let form = null; // { kind, key, claim, values, evidence }

  const post = async (path, body) => {
    const answer = await fetch(path, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const alert = (words) => { $("alert").textContent = words; $("alert").hidden = !words; };

  // What is on the disk.
  const show = (fresh) => {
    state = { ...state, ...fresh };
    $("title").textContent = `${state.source.title} (${state.source.published})`;
    const open = state.claims.filter((claim) => claim.coding === "machine").length;
    $("progress").textContent = `${state.claims.length} claims, ${open} not decided on`;
    $("text").replaceChildren(...state.text.map((part) => {
      if (!part.claims.length) return document.createTextNode(part.text);
      const marked = make("mark", { "data-claims": part.claims.join(" ") });
      marked.textContent = part.text;
      marked.addEventListener("click", () => go(state.claims.findIndex((claim) => claim.key === part.claims[0])));
      return marked;
    }));
    $("claims").replaceChildren(...state.claims.map((claim, number) => {
      const { now } = claim;
      const button = make("button", { type: "button", class: "claim" },
        make("span", { class: `state ${claim.coding}` }, state.drafts[claim.key] ? `${claim.coding}, draft` : claim.coding),
        make("span", { class: "pair" }, `${now.initiator} ${now.directed === "true" ? "→" : "–"} ${now.target}`),
        ` ${now.interaction_type}${now.mode === "unspecified" ? "" : `: ${now.mode}`}, ${now.status}${now.disputed === "true" ? ", disputed" : ""}, ${now.date ?? "no date"}`,
        make("span", { class: "reason" }, claim.decision?.reason ?? ""));
      button.addEventListener("click", () => go(number));
      return make("li", {}, button);
    }));
    light();
  };
  const light = () => {
    const claim = state.claims[current];
    for (const marked of document.querySelectorAll("mark")) {
      marked.classList.toggle("now", Boolean(claim) && marked.dataset.claims.split(" ").includes(claim.key));
    }
    document.querySelectorAll("button.claim").forEach((button, number) => {
      if (number === current) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
  };
  const go = (number) => {
    if (form || !state.claims.length) return;
    current = Math.min(Math.max(number, 0), state.claims.length - 1);
    light();
    document.querySelector("mark.now")?.scrollIntoView({ block: "center" });
    const button = document.querySelectorAll("button.claim")[current];
    button.focus();
    button.scrollIntoView({ block: "nearest" });
  };
  const next = () => {
    const after = state.claims.findIndex((claim, number) => number > current && claim.coding === "machine");
    const any = state.claims.findIndex((claim) => claim.coding === "machine");
    go(after >= 0 ? after : any >= 0 ? any : current);
  };

  // The form of one decision.
  const words = (start, end) => [...whole()].slice(start, end).join("");
  const whole = () => state.text.map((part) => part.text).join("");
  const shortened = (text) => {
    const line = text.split(/\s+/).join(" ").trim();
    return line.length > 160 ? `${line.slice(0, line.lastIndexOf(" ", 160))} …` : line;
  };
  const begin = (kind, draft = null) => {
    const claim = kind === "add" ? null : state.claims[current];
    if (kind !== "add" && !claim) return;
    if (kind === "add" || (kind === "amend" && claim.coding === "manual")) kind = "add";
    if (kind === "reject" && claim.coding === "manual") { takeBack(); return; }
    if (kind === "accept" && claim.coding === "manual") return;
    const evidence = kind === "add" && !claim ? selected() : null;
    if (kind === "add" && !claim && !evidence && !draft) { alert("Select the words of the text that say it, then press n."); return; }
    alert("");
    const kept = state.drafts[claim ? claim.key : "new"];
    draft ??= kept?.kind === kind ? kept : null;
    const base = claim ? (kind === "add" ? claim.now : claim.frozen) : { directed: "true", disputed: "false", voice: "source", mode: "unspecified", status: "occurred", reported_on: state.source.published };
    const now = claim ? claim.now : base;
    form = {
      kind, claim, base, evidence: draft?.evidence ?? evidence,
      key: claim ? claim.key : "new",
      values: draft?.values ?? Object.fromEntries(vocabulary.columns.map((name) => [name, now[name] ?? ""])),
    };
    const said = claim ? words(Number(now.evidence_start), Number(now.evidence_end)) : evidence?.words ?? "";
    const same = claim?.decision && (claim.decision.decision === kind || kind === "add");
    $("reason").value = draft?.reason ?? (same ? claim.decision.reason : kind === "accept" ? `“${shortened(said)}”` : "");
    $("form-heading").textContent = claim ? `${{ accept: "Accept", amend: "Amend", reject: "Reject", add: "Amend" }[kind]} ${claim.key}` : "Add a claim";
    fields();
    $("form").hidden = false;
    judge();
    const first = kind === "accept" || kind === "reject" ? $("reason") : $("fields").querySelector("input, select");
    first.focus();
    if (first === $("reason")) first.select();
  };
  const fields = () => {
    $("fields").replaceChildren();
    if (form.kind !== "amend" && form.kind !== "add") return;
    for (const name of vocabulary.columns) {
      const kind = form.values.interaction_type;
      const allowed = name === "mode" ? vocabulary.modes[kind] : name === "phase" ? vocabulary.phases[kind] : ["directed", "disputed"].includes(name) ? ["true", "false"] : vocabulary.values[name];
      const value = form.values[name] ?? "";
      let input;
      if (allowed) {
        input = make("select", {});
        for (const each of new Set(["", value, ...allowed])) {
          const option = make("option", { value: each }, each || "–");
          input.append(option);
        }
      } else if (name === "participants") input = make("textarea", { rows: "2" });
      else input = make("input", ["initiator", "target", "reported_by", "location"].includes(name) ? { list: "actors" } : {});
      input.value = value;
      input.id = `field-${name}`;
      const label = make("label", { for: input.id, class: value === (form.base[name] ?? "") ? "" : "changed" }, name.replaceAll("_", " "));
      const place = make("div", { class: ["participants", "object"].includes(name) ? "wide" : "" }, label, input);
      input.addEventListener("input", () => {
        form.values[name] = input.value.trim();
        label.classList.toggle("changed", form.values[name] !== (form.base[name] ?? ""));
        if (name === "interaction_type") { fields(); $("field-interaction_type").focus(); }
        changed();
      });
      $("fields").append(place);
    }
    const said = form.evidence?.words ?? words(Number(form.base.evidence_start), Number(form.base.evidence_end));
    const take = make("button", { type: "button" }, "Take the selected words as evidence");
    take.addEventListener("mousedown", (event) => event.preventDefault()); // else the selection would be gone
    take.addEventListener("click", () => {
      const found = selected();
      if (found) { form.evidence = found; fields(); changed(); }
    });
    const shownWords = make("p", { class: "reason" }, `“${said}” `);
    $("fields").append(make("div", { class: "wide" }, shownWords, take));
  };
  // The selected words and their offsets in code points.
  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !$("text").contains(selection.getRangeAt(0).commonAncestorContainer)) return null;
    const range = selection.getRangeAt(0);
    const before = document.createRange();
    before.setStart($("text"), 0);
    before.setEnd(range.startContainer, range.startOffset);
    const text = range.toString();
    const lead = text.length - text.trimStart().length;
    const start = [...before.toString()].length + [...text.slice(0, lead)].length;
    return { start, end: start + [...text.trim()].length, words: text.trim() };
  };
  const cells = (row) => {
    const found = {};
    for (const [name, value] of Object.entries(row)) {
      if (name === "participants") found[name] = value ? value.split(";").map((part) => part.trim()).filter(Boolean) : null;
      else found[name] = value === "" ? null : value;
    }
    if (form.evidence) {
      const once = whole().split(form.evidence.words).length === 2;
      if (once) found.evidence = form.evidence.words;
      else { found.evidence_start = String(form.evidence.start); found.evidence_end = String(form.evidence.end); }
    }
    return found;
  };
  const decision = () => {
    const { kind, claim } = form;
    const before = claim?.decision ?? {};
    const reason = $("reason").value.split(/\s+/).join(" ").trim();
    if (kind === "add") {
      const filled = Object.fromEntries(Object.entries(form.values).filter(([, value]) => value));
      const row = cells(filled);
      if (claim && !form.evidence) for (const name of ["evidence", "evidence_start", "evidence_end"]) if (before.values?.[name]) row[name] = before.values[name];
      if (before.values?.trigger) row.trigger = before.values.trigger;
      const { interaction_type: type, initiator, target } = filled;
      return { decision: "add", key: claim?.key ?? fresh(`manual.${type}-${initiator}-${target}`.toLowerCase()), id: before.id, event: before.event, row, reason };
    }
    // What an earlier decision guarded stays guarded.
    const guarded = [...new Set([...vocabulary.guard, ...Object.keys(before.expect ?? {})])];
    const expect = Object.fromEntries(guarded.map((name) => [name, name in claim.frozen ? claim.frozen[name] : before.expect[name]]));
    const made = { decision: kind, claim: before.id && !before.claim ? null : claim.key, id: before.id, expect, event: before.event, reason };
    if (kind === "amend") {
      const set = Object.fromEntries(Object.entries(form.values).filter(([name, value]) => (value || null) !== (form.base[name] ?? null)));
      made.set = cells(set);
      if (!form.evidence) for (const name of ["evidence", "evidence_start", "evidence_end", "trigger"]) if (before.values?.[name]) made.set[name] = before.values[name];
    }
    if (kind === "reject") { delete made.event; made.replaced_by = before.replaced_by; }
    return made;
  };
  const fresh = (stem) => {
    const taken = new Set(state.claims.map((claim) => claim.key));
    let key = stem.replaceAll(/[^a-z0-9._-]/g, "-");
    for (let number = 2; taken.has(key); number++) key = `${stem}.${number}`;
    return key;
  };

  let waiting;
  const changed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (!form) return;
      const { kind, values, evidence, key } = form;
      const draft = { kind, values, evidence, reason: $("reason").value };
      state.drafts[key] = draft;
      post("draft", { key, draft });
      judge();
    }, 250);
  };
  const judge = async () => {
    const asked = form;
    const { body } = await post("judge", { decision: decision() });
    if (form !== asked) return;
    const found = Array.isArray(body) ? body : [{ severity: "error", field: "", message: body.error, hint: "" }];
    $("findings").replaceChildren(...found.map((one) => make("li", { class: one.severity },
      `${one.severity}: ${one.field ? `${one.field.replaceAll("_", " ")} ` : ""}${one.message}${one.hint ? ` — ${one.hint}` : ""}`)));
  };
  const leave = () => {
    clearTimeout(waiting);
    form = null;
    $("form").hidden = true;
    document.querySelectorAll("button.claim")[current]?.focus();
  };
  const save = async () => {
    clearTimeout(waiting);
    const made = decision();
    const key = form.key;
    const { status, body } = await post("save", { decision: made, version: state.version, draft: key });
    if (status === 200) {
      alert("");
      leave();
      show(body);
      if (made.decision === "add") { current = state.claims.findIndex((claim) => claim.key === made.key); go(current); }
      else next();
    } else if (status === 409) conflict(body, made);
    else alert(`Not saved: ${body.error ?? "the request was refused"}`);
  };
  // Nothing is lost: the form keeps what was typed, the page shows what is on the disk now.
  const conflict = (fresh, made) => {
    const what = ["text", "claims", "decisions"].filter((name) => fresh.versions[name] !== state.versions[name]);
    const name = made.claim ?? made.key;
    const before = state.claims.find((claim) => claim.key === name)?.decision;
    show(fresh);
    current = Math.max(0, state.claims.findIndex((claim) => claim.key === name));
    light();
    const claim = state.claims.find((each) => each.key === name) ?? null;
    if (form && claim) { form.claim = claim; form.base = form.kind === "add" ? claim.now : claim.frozen; }
    const theirs = claim?.decision;
    const own = theirs && JSON.stringify(theirs) !== JSON.stringify(before)
      ? `It now says of this claim: ${theirs.decision}, “${theirs.reason}”. Save again to put yours in its place.`
      : "Nothing has changed for this claim. Save again.";
    alert(`Not saved: ${what.join(" and ") || "the file"} changed on the disk since this page read it. ${own}`);
    judge();
  };
  const takeBack = async () => {
    const claim = state.claims[current];
    if (!claim?.decision) return;
    const names = [claim.key, claim.decision.id].filter(Boolean);
    const { status, body } = await post("take-back", { names, version: state.version });
    if (status === 200) { alert(`Taken back: ${claim.decision.decision}, “${claim.decision.reason}”`); show(body); go(current); }
    else if (status === 409) { show(body); alert("Not taken back: the file changed on the disk. Look again."); }
    else alert(`Not taken back: ${body.error}`);
  };

  $("form").addEventListener("submit", (event) => { event.preventDefault(); save(); });
  $("cancel").addEventListener("click", leave);
  $("reason").addEventListener("input", changed);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !state) return;
    if (event.key === "Escape" && form) { leave(); return; }
    const typing = event.target.closest?.("input, select, textarea");
    if (event.key === "Enter" && typing && event.target.tagName !== "SELECT" && !event.shiftKey) { event.preventDefault(); save(); return; }
    if (typing || form) return;
    const deeds = {
      j: () => go(current + 1), k: () => go(current - 1), a: () => begin("accept"), e: () => begin("amend"),
      r: () => begin("reject"), n: () => begin("add"), u: takeBack,
    };
    const deed = deeds[event.key];
    if (deed) { event.preventDefault(); deed(); }
  });

  (async () => {
    const answer = await fetch("state");
    const body = await answer.json();
    if (!answer.ok) { alert(body.error); return; }
    vocabulary = body.vocabulary;
    for (const [code, name] of Object.entries(vocabulary.actors)) $("actors").append(make("option", { value: code }, name));
    show(body);
    const drafted = Object.keys(state.drafts);
    go(Math.max(0, state.claims.findIndex((claim) => claim.coding === "machine")));
    if (drafted.length) {
      const key = drafted[0];
      const at = state.claims.findIndex((claim) => claim.key === key);
      if (at >= 0) go(at);
      if (at >= 0 || key === "new") { begin(state.drafts[key].kind, state.drafts[key]); alert("What you had begun here was not saved yet: here it is again."); }
    }
  })();
})();
