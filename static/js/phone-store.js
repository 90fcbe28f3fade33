/* What a phone keeps: in its own store, or in this page alone where the browser forbids or has none.

   A store that is full or shut (a private window, a strict setting) must not keep somebody from taking
   part: then what is typed still waits for the network as long as the page is open. */

const inPage = new Map();

export function kept(name) {
  // What the store had no room for is newer than what it still holds.
  if (inPage.has(name)) return inPage.get(name);
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function keep(name, text) {
  try {
    localStorage.setItem(name, text);
    inPage.delete(name);
  } catch {
    inPage.set(name, text);
  }
}

export function forget(name) {
  inPage.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept there.
  }
}

export function forgetAll() {
  inPage.clear();
  try {
    localStorage.clear();
  } catch {
    // Nothing was kept there.
  }
}
