import { $ } from "./desk.js";

// The selected words of the text and their offsets in code points; null where none are selected.
export const selected = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !$("text").contains(selection.getRangeAt(0).commonAncestorContainer)) return null;
  const range = selection.getRangeAt(0);
  const before = document.createRange();
  before.setStart($("text"), 0);
  before.setEnd(range.startContainer, range.startOffset);
  const text = range.toString();
  const words = text.trim();
  if (!words) return null;
  const lead = text.length - text.trimStart().length;
  const start = [...before.toString()].length + [...text.slice(0, lead)].length;
  return { start, end: start + [...words].length, words };
};
