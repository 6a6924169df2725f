// The fields of a claim that the form offers to set.
import { $, desk, make } from "./desk.js";
import { evidenceOf } from "./decision.js";
import { selected } from "./selection.js";

const ACTORS = ["initiator", "target", "reported_by", "location"];
const WIDE = ["object", "participants"];
const BOOLEANS = ["directed", "disputed"];
const HINTS = { participants: "participants, one a line: role:Person [office]/CODE" };

const allowedFor = (name, type) => {
  const { modes, phases, values } = desk.vocabulary;
  if (name === "mode") return modes[type] ?? [];
  if (name === "phase") return phases[type] ?? [];
  return BOOLEANS.includes(name) ? ["true", "false"] : values[name];
};

const control = (name, value, type) => {
  const allowed = allowedFor(name, type);
  let made;
  if (allowed) {
    const options = [...new Set(["", value, ...allowed])];
    made = make("select", {}, ...options.map((each) => make("option", { value: each }, each || "–")));
  } else if (name === "participants") made = make("textarea", { rows: "2" });
  else made = make("input", ACTORS.includes(name) ? { list: "actors", autocomplete: "off" } : { autocomplete: "off" });
  made.value = value;
  made.id = `field-${name}`;
  return made;
};

const labelled = (input, words, wide) =>
  make("div", { class: wide ? "wide" : "" }, make("label", { for: input.id }, words), input);

// Fills the form's fields for `form`, and calls `changed` when one of them is.
export const fillFields = (form, changed) => {
  $("fields").replaceChildren();
  if (form.kind !== "amend" && form.kind !== "add") return;
  for (const name of desk.vocabulary.columns) {
    const input = control(name, form.values[name], form.values.interaction_type);
    const place = labelled(input, HINTS[name] ?? name.replaceAll("_", " "), WIDE.includes(name));
    const mark = () => place.classList.toggle("changed", form.values[name] !== form.base[name]);
    mark();
    input.addEventListener("input", () => {
      form.values[name] = input.value.trim();
      mark();
      if (name === "interaction_type") { fillFields(form, changed); $("field-interaction_type").focus(); }
      changed();
    });
    $("fields").append(place);
  }
  const said = form.claim ? evidenceOf(form.claim.now) : "";
  const words = make("textarea", { rows: "2", id: "field-evidence" });
  words.value = form.evidence?.words ?? said;
  const place = labelled(words, "evidence: words of the text, as they stand there", true);
  const take = make("button", { type: "button", id: "take" }, "Take the selected words");
  const mark = () => place.classList.toggle("changed", Boolean(form.evidence));
  mark();
  words.addEventListener("input", () => {
    const typed = words.value.trim();
    form.evidence = typed && typed !== said ? { words: typed } : null;
    mark();
    changed();
  });
  take.addEventListener("mousedown", (event) => event.preventDefault()); // else the selection would be gone
  take.addEventListener("click", () => {
    const found = selected();
    if (!found) return;
    form.evidence = found;
    words.value = found.words;
    mark();
    changed();
  });
  place.append(take);
  $("fields").append(place);
};

// What is wrong is said below, and the field that it is about is marked.
export const showFindings = (found) => {
  $("findings").replaceChildren(...found.map((one) => make("li", { class: one.severity },
    `${one.severity}: ${one.field && one.field !== "row" ? `${one.field.replaceAll("_", " ")} ` : ""}${one.message}${one.hint ? ` — ${one.hint}` : ""}`)));
  for (const input of document.querySelectorAll("#fields input, #fields select, #fields textarea")) {
    const wrong = found.some((one) => one.severity === "error" && `field-${one.field}` === input.id);
    if (wrong) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
};
