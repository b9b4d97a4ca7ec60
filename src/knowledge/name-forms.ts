import { normalise } from './normalise.ts';

/** "Stoke" is what people say of Stoke-on-Trent. */
const BY_A_RIVER = /^(.+?)(?: on| upon| under) (?:the )?\S+$/;

/** The ways in which a place's name is written, as `normalise` leaves them. */
export function nameForms(name: string): string[] {
  const whole = normalise(name);
  const short = BY_A_RIVER.exec(whole)?.[1];
  const saint = /^st /.test(whole) ? whole.replace(/^st /, 'saint ') : undefined;
  return [whole, short, saint].filter(form => form !== undefined);
}
