/** The server's files lend the page their types, and one of them makes random ids; the page itself never does. */
declare module 'node:crypto' {
  export function randomInt(max: number): number;
}
