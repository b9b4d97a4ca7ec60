const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z]{2,8})*$/;
const DAY = /^(\d{4}-\d{2}-\d{2})(?:T.*)?$/;

export function isWebAddress(text: string): boolean {
  return text.length <= 500 && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** A language by its code (BCP 47). */
export function isLanguage(text: string): boolean {
  return LANGUAGE.test(text);
}

/** The day of an ISO 8601 date or time, as in 2026-11-23; undefined for what is none. */
export function dayOf(text: string): string | undefined {
  const day = DAY.exec(text)?.[1];
  return day !== undefined && !Number.isNaN(Date.parse(text)) && new Date(`${day}T00:00Z`).toISOString().startsWith(day)
    ? day
    : undefined;
}

/** @param today as in 2026-11-27. */
export function isPastDay(text: string, today: string): boolean {
  return text.length === today.length && dayOf(text) === text && text <= today;
}
