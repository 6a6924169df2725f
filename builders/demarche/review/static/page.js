// The text with its marks, the list of claims, and what is said to the curator.
import { $, claimNow, desk, make } from "./desk.js";

export const note = (words) => { $("said").textContent = words; };
export const say = (words, kind = "wrong") => {
  note("");
  $("alert").textContent = words;
  $("alert").className = kind;
  $("alert").hidden = !words;
};

export const shortly = ({ now }) =>
  `${now.initiator} ${now.directed === "true" ? "→" : "–"} ${now.target} ${now.interaction_type}`;

const DEEDS = { accept: "Accept", amend: "Amend", reject: "Reject", takeBack: "Take back" };
const KEYS = { accept: "a", amend: "e", reject: "r", takeBack: "u" };
const deedsFor = (claim) => {
  if (claim.coding === "manual") return ["amend", "takeBack"];
  return ["accept", "amend", "reject", ...(claim.decision ? ["takeBack"] : [])];
};

// What the claim says in full, what was decided on it, and what can be done with it.
const details = (claim, act) => {
  const { told } = claim;
  const made = make("div", { class: "more" }, make("p", {}, told.says), make("p", {}, told.dated));
  if (told.people.length) made.append(make("ul", {}, ...told.people.map((line) => make("li", {}, line))));
  if (claim.decision?.decision === "amend") {
    const changed = desk.vocabulary.columns.filter((name) => claim.frozen[name] !== claim.now[name]);
    const lines = changed.map((name) => name.replaceAll("_", " ")
      + (name === "participants" ? "" : `: ${claim.frozen[name] ?? "nothing"} → ${claim.now[name] ?? "nothing"}`));
    if (lines.length) made.append(make("p", { class: "quiet" }, `Amended: ${lines.join("; ")}`));
  }
  made.append(make("p", { class: "quiet" }, claim.key));
  const buttons = deedsFor(claim).map((deed) => {
    const button = make("button", { type: "button" }, `${DEEDS[deed]} `, make("kbd", {}, KEYS[deed]));
    button.addEventListener("click", () => act(deed));
    return button;
  });
  made.append(make("p", { class: "deeds" }, ...buttons));
  return made;
};

let act = () => {};
export const whenAsked = (deed) => { act = deed; };

const item = (claim, number) => {
  const { now } = claim;
  const drafted = desk.state.drafts[claim.key] ? ", draft" : "";
  const button = make("button", { type: "button", class: "claim" },
    make("span", { class: `state ${claim.coding}` }, `${claim.coding}${drafted}`),
    make("span", { class: "pair" }, `${now.initiator} ${now.directed === "true" ? "→" : "–"} ${now.target}`),
    ` ${claim.told.act}, ${now.status}${now.disputed === "true" ? ", disputed" : ""}, `,
    make("span", { class: "when" }, now.date ?? "no date"),
    make("span", { class: "reason" }, claim.decision?.reason ?? ""));
  button.addEventListener("click", () => act("go", number));
  return make("li", {}, button);
};

const progress = () => {
  const { claims } = desk.state;
  const open = claims.filter((claim) => claim.coding === "machine").length;
  return `${claims.length} claims, ${open ? `${open} not decided on` : "all decided on"}`;
};

// What is on the disk. The form stands aside while the list is made anew.
export const show = (fresh) => {
  desk.state = { ...desk.state, ...fresh };
  const { source, text, claims, drafts } = desk.state;
  $("title").textContent = `${source.title} (${source.published})`;
  $("progress").textContent = progress();
  $("text").replaceChildren(...text.map((part) => {
    if (!part.claims.length) return document.createTextNode(part.text);
    const marked = make("mark", { "data-claims": part.claims.join(" ") });
    marked.textContent = part.text;
    marked.addEventListener("click", () => {
      if (!getSelection().isCollapsed) return; // words are being selected
      const after = part.claims.indexOf(claimNow()?.key) + 1;
      const key = part.claims[after % part.claims.length];
      act("go", claims.findIndex((claim) => claim.key === key));
    });
    return marked;
  }));
  $("adding").append($("form"));
  $("claims").replaceChildren(...claims.map(item));
  $("drafted").textContent = drafts.new ? " (draft)" : "";
  light();
};

// The claim looked at is lit in the text and open in the list.
export const light = () => {
  const claim = claimNow();
  for (const marked of document.querySelectorAll("mark")) {
    marked.classList.toggle("now", Boolean(claim) && marked.dataset.claims.split(" ").includes(claim.key));
  }
  document.querySelectorAll("#claims .more").forEach((more) => more.remove());
  document.querySelectorAll("button.claim").forEach((button, number) => {
    if (number !== desk.current) { button.removeAttribute("aria-current"); return; }
    button.setAttribute("aria-current", "true");
    button.after(details(claim, act));
  });
};

export const currentButton = () => document.querySelectorAll("button.claim")[desk.current];

export const go = (number) => {
  const { claims } = desk.state;
  if (!claims.length) return;
  desk.current = Math.min(Math.max(number, 0), claims.length - 1);
  light();
  document.querySelector("mark.now")?.scrollIntoView({ block: "center" });
  currentButton().focus({ preventScroll: true });
  currentButton().parentElement.scrollIntoView({ block: "nearest" });
};

export const goToNextOpen = () => {
  const { claims } = desk.state;
  const isOpen = (claim) => claim.coding === "machine";
  const after = claims.findIndex((claim, number) => number > desk.current && isOpen(claim));
  const any = claims.findIndex(isOpen);
  go(after >= 0 ? after : any >= 0 ? any : desk.current);
};
