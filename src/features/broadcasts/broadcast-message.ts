import type { Reply } from '../../messages/reply.ts';
import type { Words } from '../../words/words.ts';
import { type BroadcastFile, originalOf } from './broadcast-file.ts';

/** Makes the message that somebody gets, and what they may read of it later. */
export interface BroadcastMessages {
  /** The words in a language, or in English, and how to hear no more; undefined where there are none. */
  message(file: BroadcastFile, language: string): Reply | undefined;
  /** For somebody whose phone another may be looking at: it tells nothing until they ask. */
  discreet(file: BroadcastFile, language: string): Reply;
}

/** Asks for the words behind a discreet message: the broadcast's id follows. */
export const READ = 'broadcasts:read';
/** Leads over to what members see of an action: its id follows. */
const SEE_ACTION = 'actions:see';

export function createBroadcastMessages({ say }: Pick<Words, 'say'>): BroadcastMessages {
  return {
    message(file, inLanguage) {
      const { texts } = file;
      const text =
        texts.find(({ language }) => language === inLanguage) ?? texts.find(({ language }) => language === 'en');
      if (!text) return undefined;
      const isOfEnglish = originalOf(file)?.language === 'en';
      const mark = text.isMachine && say(inLanguage, isOfEnglish ? 'answer.machine' : 'answer.byMachine');
      // How to stop is said in the language that they speak with us, whatever the words are in.
      const parts = [text.words, mark, say(inLanguage, 'broadcasts.optOut')];
      return {
        text: parts.filter(part => part).join('\n\n'),
        language: text.language,
        ...(file.actionId && {
          choices: [{ id: `${SEE_ACTION}:${file.actionId}`, label: say(inLanguage, 'broadcasts.button.action') }],
        }),
      };
    },
    discreet: ({ id }, language) => ({
      text: say(language, 'broadcasts.discreet'),
      language,
      choices: [{ id: `${READ}:${id}`, label: say(language, 'button.read') }],
    }),
  };
}
