import { generateText } from 'ai';
import { z } from 'zod';
import { log } from '../log.ts';
import { type LanguageModelSettings, openModel } from './open-model.ts';
import { loadPrompt } from './prompt-file.ts';
import { strikeOut } from './strike-out.ts';

/** What the model may say. */
const naming = z.object({ cardId: z.string(), confidence: z.number().min(0).max(1) });

/** Later than this a member is better served without it. */
const TIMEOUT_MS = 3000;
/** Nobody needs more to say what they ask. */
const MESSAGE_CHARS_MAX = 1000;
const OUTPUT_TOKENS_MAX = 60;

/**
 * Lets a model name the card that a message asks for. It only listens: what comes back is one of the ids that it was given, or
 * nothing. An unknown id, a broken or a late answer all count as nothing.
 */
export function createListener(settings: LanguageModelSettings, promptsDirectory: string) {
  const prompt = loadPrompt(promptsDirectory, 'name-the-card');
  const model = openModel(settings);

  return async (
    text: string,
    cards: { id: string; question: string }[],
  ): Promise<{ cardId: string; confidence: number } | undefined> => {
    try {
      const { text: answer } = await generateText({
        model,
        // A function, since `$` means something in a replacement that is a string.
        instructions: prompt.text.replace('{{cards}}', () =>
          cards.map(({ id, question }) => `${id}: ${question}`).join('\n'),
        ),
        prompt: JSON.stringify(strikeOut(text, MESSAGE_CHARS_MAX)),
        temperature: 0,
        maxOutputTokens: OUTPUT_TOKENS_MAX,
        maxRetries: 0,
        abortSignal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const named = naming.safeParse(JSON.parse(/\{[^{}]*\}/.exec(answer)?.[0] ?? 'null'));
      return named.success && cards.some(({ id }) => id === named.data.cardId) ? named.data : undefined;
    } catch (error) {
      log.warn({ err: error, prompt: prompt.name, version: prompt.version }, 'the language model did not help');
      return undefined;
    }
  };
}
