// The text and its claims point at each other: one looked at is shown in the other.
(() => {
  "use strict";
  const marks = [...document.querySelectorAll("mark[data-claims]")];
  const claimsOf = (mark) => mark.dataset.claims.split(" ");
  const light = (claims) => {
    for (const mark of marks) mark.classList.toggle("lit", claimsOf(mark).some((name) => claims.includes(name)));
    for (const item of document.querySelectorAll("li.claim")) item.classList.toggle("lit", claims.includes(item.id));
  };
  for (const mark of marks) {
    mark.addEventListener("mouseenter", () => light(claimsOf(mark)));
    mark.addEventListener("mouseleave", () => light([]));
    mark.addEventListener("click", () => { location.hash = claimsOf(mark)[0]; });
  }
  for (const item of document.querySelectorAll("li.claim")) {
    for (const kind of ["mouseenter", "focusin"]) item.addEventListener(kind, () => light([item.id]));
    for (const kind of ["mouseleave", "focusout"]) item.addEventListener(kind, () => light([]));
  }
  const arrive = () => {
    const name = location.hash.slice(1).replace(/^e-/, "");
    if (document.getElementById(name)?.matches("li.claim")) light([name]);
  };
  addEventListener("hashchange", arrive);
  arrive();
})();
