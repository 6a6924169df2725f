// A decision in the words of the curation file, from what the form holds. No part of the page is touched here.
import { desk, wholeText, wordsAt } from "./desk.js";

// Cells of a claim as the form shows them: nothing is an empty field, participants stand one a line.
export const shownCells = (row) => Object.fromEntries(
  desk.vocabulary.columns.map((name) => [name, name === "participants" ? (row[name] ?? "").replaceAll(";", "\n") : row[name] ?? ""]),
);
export const evidenceOf = (claim) => wordsAt(Number(claim.evidence_start), Number(claim.evidence_end));

const cells = (values, evidence) => {
  const found = {};
  for (const [name, value] of Object.entries(values)) {
    if (name === "participants") found[name] = value ? value.split(/[;\n]/).map((part) => part.trim()).filter(Boolean) : null;
    else found[name] = value === "" ? null : value;
  }
  if (evidence) {
    const repeated = wholeText().split(evidence.words).length > 2;
    if (repeated && evidence.start !== undefined) {
      found.evidence_start = String(evidence.start);
      found.evidence_end = String(evidence.end);
    } else found.evidence = evidence.words;
  }
  return found;
};

const kept = (values, names) => Object.fromEntries(names.filter((name) => values?.[name]).map((name) => [name, values[name]]));
const EVIDENCE = ["evidence", "evidence_start", "evidence_end"];

const fresh = (stem) => {
  const taken = new Set(desk.state.claims.map((claim) => claim.key));
  const first = stem.replaceAll(/[^a-z0-9._-]/g, "-");
  let key = first;
  for (let number = 2; taken.has(key); number++) key = `${first}.${number}`;
  return key;
};

export const decisionOf = ({ kind, claim, base, values, evidence }, reasonTyped) => {
  const before = claim?.decision ?? {};
  const reason = reasonTyped.split(/\s+/).join(" ").trim();
  if (kind === "add") {
    const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value));
    const row = {
      ...cells(filled, evidence), ...(claim && !evidence ? kept(before.values, EVIDENCE) : {}), ...kept(before.values, ["trigger"]),
    };
    const { interaction_type: type, initiator, target } = filled;
    return { decision: "add", key: claim?.key ?? fresh(`manual.${type}-${initiator}-${target}`.toLowerCase()), id: before.id, event: before.event, row, reason };
  }
  // What an earlier decision guarded stays guarded.
  const guarded = [...new Set([...desk.vocabulary.guard, ...Object.keys(before.expect ?? {})])];
  const expect = Object.fromEntries(guarded.map((name) => [name, name in claim.frozen ? claim.frozen[name] : before.expect[name]]));
  const made = { decision: kind, claim: before.id && !before.claim ? null : claim.key, id: before.id, expect, reason };
  if (kind === "reject") return { ...made, replaced_by: before.replaced_by };
  made.event = before.event;
  if (kind === "amend") {
    const changed = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== base[name]));
    made.set = { ...cells(changed, evidence), ...(evidence ? {} : kept(before.values, [...EVIDENCE, "trigger"])) };
  }
  return made;
};
