import { westernDigits } from '../knowledge/normalise.ts';

const YEAR_MONTH_DAY = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const DAY_MONTH_YEAR = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/;
/** Years before and after are of another calendar, or slips. */
const [YEAR_MIN, YEAR_MAX] = [1900, 2199];

/**
 * Reads a date as people write it in numbers, in the digits of any script: the year first, or the day first as in Britain.
 *
 * @returns YYYY-MM-DD; undefined when there is no such day.
 */
export function readDate(text: string): string | undefined {
  const written = westernDigits(text).replace(/\s/g, '');
  const [year, month, day] =
    YEAR_MONTH_DAY.exec(written)?.slice(1) ?? DAY_MONTH_YEAR.exec(written)?.slice(1).reverse() ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  // 31 February would roll over into March.
  const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
  return isReal && Number(year) >= YEAR_MIN && Number(year) <= YEAR_MAX ? iso : undefined;
}
