const CLOCK = /^(\d{1,2})(?:[:.h]?([0-5]\d))?\s*(am|pm)?$/;

/** Reads a time of day as people type it. @example 18:30, 18.30, 1830, 6.30pm, 6 pm @returns as in 18:30; undefined for what is none */
export function readClock(typed: string): string | undefined {
  const [, hours = '', minutes = '00', half] = CLOCK.exec(typed.trim().toLowerCase()) ?? [];
  const hour = Number(hours);
  if (hours === '' || hour > 23 || (half && (hour < 1 || hour > 12))) return undefined;
  const ofDay = half ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour;
  return `${String(ofDay).padStart(2, '0')}:${minutes}`;
}
