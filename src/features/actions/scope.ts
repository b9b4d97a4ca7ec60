import type { Field, FormValues } from '../../messages/form.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { DeskAction, DeskActions } from './desk-actions.ts';
import { lineIn } from './desk-say.ts';

export const scopes = ['one', 'following', 'all'] as const;
/** How much of a series is meant: this action, this and those that follow, or all that are still to come. */
export type Scope = (typeof scopes)[number];

/** Asked only of what is part of a series. */
export function scopeFields({ file: { seriesId } }: DeskAction, say: DeskWords['say']): Field[] {
  if (!seriesId) return [];
  const options = scopes.map(id => ({ id, label: say(`actions.scope.${id}`) }));
  return [{ kind: 'choice', name: 'scope', label: say('actions.form.scope.label'), options, initial: 'one' }];
}

export function scopeIn(values: FormValues): Scope {
  return readScope(lineIn(values, 'scope'));
}

export function readScope(typed: string | undefined): Scope {
  return scopes.find(scope => scope === typed) ?? 'one';
}

/**
 * The day from which a series changes, as its rule made it; undefined where only the one action does.
 */
export async function firstDayOf(
  { file }: DeskAction,
  scope: Scope,
  deskActions: DeskActions,
  at: Date,
): Promise<string | undefined> {
  const { seriesId, seriesDay } = file;
  if (scope === 'one' || !seriesId || !seriesDay) return undefined;
  if (scope === 'following') return seriesDay;
  const days = (await deskActions.upcoming(seriesId, at)).flatMap(each => each.seriesDay ?? []);
  return days.toSorted()[0] ?? seriesDay;
}
