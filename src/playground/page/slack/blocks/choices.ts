import type { Option } from '../../../slack/block-kit/composition.ts';
import type { BlockPlace, ElementOf, Placed } from './block-place.ts';

export type Select = ElementOf<
  | 'static_select'
  | 'external_select'
  | 'users_select'
  | 'conversations_select'
  | 'channels_select'
  | 'multi_static_select'
  | 'multi_external_select'
  | 'multi_users_select'
  | 'multi_conversations_select'
  | 'multi_channels_select'
>;

/** One thing to choose. `given` is what the app gets: an option, or the id of a person or conversation. */
export interface Choice {
  label: string;
  detail?: string | undefined;
  group?: string | undefined;
  given: Option | string;
}

/** What can be chosen, as far as it is known without asking the app. */
export function choicesOf({ element }: Placed<Select>, place: BlockPlace): Choice[] {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return [
        ...(element.options ?? []).map(option => choiceOf(option)),
        ...(element.option_groups ?? []).flatMap(({ label, options }) =>
          options.map(option => choiceOf(option, label.text)),
        ),
      ];
    case 'users_select':
    case 'multi_users_select':
      return place.people().map(({ id }) => ({ label: `@${place.names.person(id)}`, given: id }));
    case 'channels_select':
    case 'multi_channels_select':
      return channels(place, ['channel']);
    case 'conversations_select':
    case 'multi_conversations_select': {
      const kinds = { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' };
      return channels(place, element.filter?.include?.map(kind => kinds[kind]) ?? Object.values(kinds));
    }
    default:
      return [];
  }
}

/** The words for what stands in a menu, also where it is none of its choices now. */
export function choiceFor(given: Option | string, choices: Choice[]): Choice {
  const isSame = (choice: Choice) => keyOf(choice.given) === keyOf(given);
  return choices.find(isSame) ?? (typeof given === 'string' ? { label: given, given } : choiceOf(given));
}

export function choiceOf(option: Option, group?: string): Choice {
  return { label: option.text.text, detail: option.description?.text, group, given: option };
}

export function keyOf(given: Option | string): string {
  return typeof given === 'string' ? given : given.value;
}

function channels(place: BlockPlace, kinds: string[]): Choice[] {
  return place
    .rooms()
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ id, kind }) => ({ label: `${kind === 'im' ? '@' : '#'}${place.names.channel(id) ?? id}`, given: id }));
}
