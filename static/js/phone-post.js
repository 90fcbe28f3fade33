/* How a phone sends: never waits for ever, and reads what the server says in words. */

// A network that swallows an answer never says so: whoever asks again does it under the same key.
const PATIENCE_MS = 10000;

/* Return the server's answer: its status, and its words where it has any (a whole page, of an error
   nobody foresaw, says `otherwise`); null where none came, or came whole. */
export async function post(url, body, otherwise) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "Content-Type": "application/x-www-form-urlencoded" };
  try {
    const answer = await fetch(url, { method: "POST", headers, body, signal: patience.signal });
    const text = await answer.text();
    const isPlain = (answer.headers.get("Content-Type") ?? "").startsWith("text/plain");
    return { status: answer.status, words: isPlain ? text : otherwise };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
