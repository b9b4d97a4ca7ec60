/** Each is kept planned by every connection; lists of any length would make more and more of them. */
const NAMED_MAX = 400;

/**
 * Makes what names statements by their text, so that PostgreSQL reads each but once for each connection
 * (https://www.postgresql.org/docs/current/sql-prepare.html): two thirds of what a short one costs.
 *
 * @returns undefined for whatever comes after the first few hundred: those are read each time.
 */
export function createNameStatements(): (query: { sql: string }) => string | undefined {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined || names.size >= NAMED_MAX) return known;
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}
