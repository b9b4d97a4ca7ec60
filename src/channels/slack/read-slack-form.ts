import { z } from 'zod';
import type { FormValues } from '../../messages/form.ts';
import { mediaOf, slackFile } from './slack-media.ts';

const option = z.object({ value: z.string() });
/** What stands in one element (https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload), of the kinds that `slack-form.ts` draws. */
const element = z.object({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  selected_date: z.string().nullish(),
  selected_user: z.string().nullish(),
  files: z.array(slackFile).nullish(),
});

/** By block, then by element, which has the name of its field. */
export const formState = z.record(z.string(), z.record(z.string(), element));

/** The answers by the names of their fields, in the order of the names; what was left empty is missing. */
export function readSlackForm(state: z.infer<typeof formState>): FormValues {
  const answers = Object.values(state)
    .flatMap(block => Object.entries(block))
    .map(([name, held]) => [name, answerIn(held)] as const)
    .filter((answer): answer is [string, FormValues[string]] => answer[1] !== undefined && answer[1].length > 0);
  return Object.fromEntries(answers.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function answerIn(held: z.infer<typeof element>): FormValues[string] | undefined {
  if (held.files) return held.files.map(mediaOf);
  if (held.selected_options) return held.selected_options.map(({ value }) => value);
  const one = held.value?.trim() ?? held.selected_option?.value ?? held.selected_date ?? held.selected_user;
  return one ?? undefined;
}
