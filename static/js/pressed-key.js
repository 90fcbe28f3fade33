/* Which key was pressed, as `data-key` names it: 'KeyN' for the letter N, wherever a keyboard has it.

   Where Alt makes another sign of the letter, or the keyboard writes no Latin letters, it is the place
   of the key. */

export const pressedKey = ({ key, code }) => (/^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : code);
