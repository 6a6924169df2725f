// The form of one decision: begun, judged while it is filled in, kept as a draft, saved.
import { $, claimNow, desk } from "./desk.js";
import { decisionOf, evidenceOf, shownCells } from "./decision.js";
import { fillFields, showFindings } from "./fields.js";
import { currentButton, go, goToNextOpen, note, say, shortly, show } from "./page.js";
import { selected } from "./selection.js";
import { post, postAtOnce } from "./server.js";

const HEADINGS = { accept: "Accept", amend: "Amend", reject: "Reject", add: "Amend" };
const NEW = { directed: "true", disputed: "false", voice: "source", mode: "unspecified", status: "occurred" };

let form = null; // { kind, key, claim, base, values, evidence, touched }
let waiting; // until the hand rests
let saving = false;
let asked = 0;

export const open = () => form !== null;

const shortened = (text, most) => {
  const line = text.split(/\s+/).join(" ").trim();
  return line.length > most ? `${line.slice(0, line.lastIndexOf(" ", most))} …` : line;
};
const firstReason = (kind, claim) => {
  if (claim?.decision && (claim.decision.decision === kind || kind === "add")) return claim.decision.reason;
  return kind === "accept" ? `“${shortened(evidenceOf(claim.now), 160)}”` : "";
};

// The form stands below the claim that it is about; that of a new claim below the list.
const place = () => {
  if (form.claim) currentButton().parentElement.append($("form"));
  else $("adding").append($("form"));
};

export const begin = (asKind, draft = null) => {
  const claim = asKind === "add" ? null : claimNow();
  if (asKind !== "add" && !claim) return;
  const byHand = claim?.coding === "manual";
  if (byHand && asKind === "reject") { takeBack(); return; }
  if (byHand && asKind === "accept") return;
  const kind = byHand ? "add" : asKind;
  say("");
  const key = claim ? claim.key : "new";
  const found = kind === "add" && !claim ? selected() : null;
  const kept = desk.state.drafts[key];
  draft ??= kept?.kind === kind && !found ? kept : null;
  const row = claim ? (kind === "add" ? claim.now : claim.frozen) : { ...NEW, reported_on: desk.state.source.published };
  form = {
    kind, claim, key, base: shownCells(row), touched: false,
    evidence: draft?.evidence ?? found,
    values: { ...shownCells(claim ? claim.now : row), ...draft?.values },
  };
  $("reason").value = draft?.reason ?? firstReason(kind, claim);
  $("form-heading").textContent = claim ? `${HEADINGS[kind]} ${claim.key}` : "Add a claim";
  $("suggested").replaceChildren(...(kind === "reject" ? desk.vocabulary.rejections : []).map((reason) => suggestion(reason)));
  fillFields(form, changed);
  showFindings([]);
  place();
  $("form").hidden = false;
  judge();
  const reasonFirst = kind === "accept" || kind === "reject";
  const first = reasonFirst ? $("reason") : claim || form.evidence ? $("fields").querySelector("input, select") : $("field-evidence");
  $("form").scrollIntoView({ block: "nearest" });
  first.focus({ preventScroll: reasonFirst });
  if (reasonFirst) first.select();
};

// Reasons that recur, each by its number; what is chosen can be typed over.
const suggestion = (reason) => {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = reason.replace("{words}", shortened(evidenceOf(form.claim.now), 80));
  button.addEventListener("click", () => {
    $("reason").value = button.textContent;
    $("reason").focus();
    $("reason").select();
    changed();
  });
  item.append(button);
  return item;
};
export const suggest = (number) => {
  const button = $("suggested").querySelectorAll("button")[number - 1];
  if (!button || $("reason").value) return false;
  button.click();
  return true;
};

const draftOf = () => ({ kind: form.kind, values: form.values, evidence: form.evidence, reason: $("reason").value });
const keep = (send) => {
  clearTimeout(waiting);
  if (!form?.touched) return;
  form.touched = false;
  desk.state.drafts[form.key] = draftOf();
  send("draft", { key: form.key, draft: draftOf() });
};
export const changed = () => {
  form.touched = true;
  clearTimeout(waiting);
  waiting = setTimeout(() => { keep(post); judge(); }, 250);
};
export const keepAtOnce = () => keep(postAtOnce);

const judge = async () => {
  const mine = ++asked;
  const { body } = await post("judge", { decision: decisionOf(form, $("reason").value) });
  if (mine !== asked || !form) return;
  showFindings(Array.isArray(body) ? body : [{ severity: "error", field: "", message: body.error, hint: "" }]);
};

const close = () => {
  clearTimeout(waiting);
  asked += 1;
  form = null;
  $("form").hidden = true;
};
export const leave = () => {
  keep(post);
  close();
  show({});
  currentButton()?.focus();
};
export const discard = () => {
  clearTimeout(waiting);
  delete desk.state.drafts[form.key];
  post("draft", { key: form.key, draft: null });
  form.touched = false;
  leave();
};

export const save = async () => {
  if (saving) return;
  clearTimeout(waiting);
  const made = decisionOf(form, $("reason").value);
  saving = true;
  const { status, body } = await post("save", { decision: made, version: desk.state.version, draft: form.key });
  saving = false;
  if (status === 200) saved(made, body);
  else if (status === 409) conflict(body, made);
  else {
    form.touched = true;
    say(`Not saved: ${body.error ?? "the request was refused"}`);
    $("form").scrollIntoView({ block: "nearest" });
    judge();
  }
};

const saved = (made, fresh) => {
  const about = form.claim;
  close();
  show(fresh);
  const now = made.decision === "add" ? desk.state.claims.findIndex((claim) => claim.key === made.key) : -1;
  if (now >= 0) go(now);
  else goToNextOpen();
  say("");
  note(`Saved: ${made.decision} ${shortly(about ?? claimNow())}`);
};

// Nothing is lost: the form keeps what was typed, the page shows what is on the disk now.
const conflict = (fresh, made) => {
  const what = ["text", "claims", "decisions"].filter((name) => fresh.versions[name] !== desk.state.versions[name]);
  const name = form.claim?.key ?? made.key;
  const before = form.claim?.decision;
  const focused = document.activeElement;
  show(fresh);
  const at = desk.state.claims.findIndex((claim) => claim.key === name);
  if (at >= 0 && form.claim) {
    go(at);
    form.claim = desk.state.claims[at];
    form.base = shownCells(form.kind === "add" ? form.claim.now : form.claim.frozen ?? {});
    place();
  }
  focused?.focus();
  const theirs = form.claim?.decision;
  const own = theirs && JSON.stringify(theirs) !== JSON.stringify(before)
    ? `This claim now has the decision: ${theirs.decision}. Its reason: ${theirs.reason}\nSave again to put yours in its place.`
    : "Nothing has changed for this claim. Save again.";
  say(`Not saved: the ${what.join(" and the ") || "file"} changed on the disk since this page read it. ${own}`);
  $("form").scrollIntoView({ block: "nearest" });
  judge();
};

export const takeBack = async () => {
  const claim = claimNow();
  if (!claim?.decision || saving) return;
  const names = [claim.key, claim.decision.id].filter(Boolean);
  saving = true;
  const { status, body } = await post("take-back", { names, version: desk.state.version });
  saving = false;
  if (status === 200) {
    show(body);
    go(desk.current);
    say(`Taken back: ${claim.decision.decision} ${shortly(claim)}. Its reason was: ${claim.decision.reason}`, "note");
  } else if (status === 409) {
    show(body);
    say("Not taken back: the file changed on the disk. Look again.");
  } else say(`Not taken back: ${body.error}`);
};
