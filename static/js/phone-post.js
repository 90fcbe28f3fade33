/* How a phone sends: never waits for ever, and reads what the server says in words. */

// A network that swallows an answer never says so: whoever asks again does it under the same key.
const PATIENCE_MS = 10000;

/* Return the server's answer, null where none came. */
export async function post(url, body) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "Content-Type": "application/x-www-form-urlencoded" };
  try {
    return await fetch(url, { method: "POST", headers, body, signal: patience.signal });
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/* Return what an answer says; a whole page, of an error nobody foresaw, says `otherwise`. */
export async function words(answer, otherwise) {
  const isPlain = (answer.headers.get("Content-Type") ?? "").startsWith("text/plain");
  return isPlain ? answer.text() : otherwise;
}
