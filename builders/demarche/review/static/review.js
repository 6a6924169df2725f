// The desk: one claim at a time, by keyboard. What is typed is kept as a draft until it is saved; what has changed
// on the disk meanwhile is shown, and the draft stays.
import { $, desk, make } from "./desk.js";
import { begin, changed, discard, keepAtOnce, leave, open, save, suggest, takeBack } from "./form.js";
import { go, say, show, whenAsked } from "./page.js";
import { readState } from "./server.js";

const DEEDS = {
  go: (number) => go(number),
  accept: () => begin("accept"),
  amend: () => begin("amend"),
  reject: () => begin("reject"),
  add: () => begin("add"),
  takeBack,
};
whenAsked((deed, number) => {
  if (open()) leave();
  DEEDS[deed](number);
});

const KEYS = {
  j: () => go(desk.current + 1), k: () => go(desk.current - 1), a: DEEDS.accept, e: DEEDS.amend, r: DEEDS.reject,
  n: DEEDS.add, u: takeBack,
};
const inForm = (event) => {
  const typing = event.target.closest?.("input, select, textarea, button");
  const lines = event.target.matches?.("#field-participants, #field-evidence, select, button");
  if (event.key === "Escape") leave();
  else if (event.key === "Enter" && ((typing && !lines && !event.shiftKey) || event.ctrlKey || event.metaKey)) save();
  else if (/^[1-9]$/.test(event.key) && event.target === $("reason") && suggest(Number(event.key))) return true;
  else if (event.key === "n" && !typing) $("take")?.click();
  else return false;
  return true;
};
addEventListener("keydown", (event) => {
  if (!desk.state || event.isComposing || event.altKey) return;
  if (open()) {
    if (inForm(event)) event.preventDefault();
  } else if (!event.ctrlKey && !event.metaKey && KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
});
$("form").addEventListener("submit", (event) => { event.preventDefault(); save(); });
$("leave").addEventListener("click", leave);
$("discard").addEventListener("click", discard);
$("add").addEventListener("mousedown", (event) => event.preventDefault()); // else the selection would be gone
$("add").addEventListener("click", () => { if (!open()) begin("add"); });
$("reason").addEventListener("input", changed);
addEventListener("pagehide", keepAtOnce);

const start = async () => {
  const { status, body } = await readState();
  $("progress").textContent = "";
  if (status !== 200) { say(body.error ?? "The page cannot be read."); return; }
  desk.vocabulary = body.vocabulary;
  $("actors").append(...Object.entries(body.vocabulary.actors).map(([code, name]) => make("option", { value: code }, name)));
  show(body);
  const { claims, drafts } = desk.state;
  go(Math.max(0, claims.findIndex((claim) => claim.coding === "machine")));
  const key = Object.keys(drafts)[0];
  const at = claims.findIndex((claim) => claim.key === key);
  if (at >= 0) go(at);
  if (at >= 0 || key === "new") {
    begin(drafts[key].kind, drafts[key]);
    say("What you had begun here was not saved yet: here it is again.", "note");
  }
};
start();
