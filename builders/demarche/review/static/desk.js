// What all parts of the page know: what is on the disk, the words of the contract, and the claim looked at.
export const desk = { state: null, vocabulary: null, current: 0 };

export const claimNow = () => desk.state.claims[desk.current];
export const wholeText = () => desk.state.text.map((part) => part.text).join("");
export const wordsAt = (start, end) => [...wholeText()].slice(start, end).join("");

export const $ = (id) => document.getElementById(id);
// All words from the data become text, never HTML.
export const make = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") made.className = value;
    else if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
};
