// Talks to the server: one request after the other, so that none overtakes another.
let last = Promise.resolve();

const send = async (path, body, more) => {
  try {
    const answer = await fetch(path, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), ...more,
    });
    return { status: answer.status, body: await answer.json() };
  } catch {
    return { status: 0, body: { error: "the server does not answer. Start `demarche review` again: what you had typed before is kept there; copy what you typed since" } };
  }
};

export const post = (path, body) => {
  last = last.then(() => send(path, body));
  return last;
};

// For the moment at which the page is closed: it does not wait, and outlives the page.
export const postAtOnce = (path, body) => send(path, body, { keepalive: true });

export const readState = async () => {
  const answer = await fetch("state");
  return { status: answer.status, body: await answer.json() };
};
