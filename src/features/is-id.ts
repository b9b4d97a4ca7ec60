const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** True for what can be an id of a row of ours: the database takes nothing else where it looks for one. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
