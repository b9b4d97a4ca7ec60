import { z } from 'zod';
import { SlackError } from '../slack-error.ts';
import { block } from './blocks.ts';
import { plainText } from './composition.ts';
import { brokenRules } from './house-rules.ts';
import { problem, problemsOf, slackWords } from './problems.ts';

const viewBytesMax = 250_000;
const common = {
  blocks: z.array(block).max(100),
  private_metadata: z.string().max(3000).default(''),
  callback_id: z.string().max(255).default(''),
  external_id: z.string().max(255).default(''),
};

/** https://docs.slack.dev/reference/views */
const view = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('modal'),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    clear_on_close: z.boolean().default(false),
    notify_on_close: z.boolean().default(false),
    submit_disabled: z.boolean().optional(),
    ...common,
  }),
  z.strictObject({ type: z.literal('home'), ...common }),
]);

/** A view as an app defines it, with all that it may leave out. */
export type ViewDefinition = z.infer<typeof view>;

/**
 * @param type what may be shown here
 * @throws {SlackError} `view_too_large`, or `invalid_arguments` with what is wrong and where
 */
export function checkView(given: unknown, type: ViewDefinition['type']): ViewDefinition {
  if (Buffer.byteLength(JSON.stringify(given ?? null)) > viewBytesMax) throw new SlackError('view_too_large');
  const read = view.safeParse(given, { error: slackWords });
  if (!read.success) throw refusal(problemsOf(read.error, 'view'));
  const definition = read.data;
  const problems = brokenRules(definition.blocks, definition.type, ['view', 'blocks']);
  if (definition.type !== type) problems.push(problem(`unsupported type: ${definition.type}`, ['view', 'type']));
  if (definition.type === 'modal' && definition.submit === undefined) {
    definition.blocks.forEach(({ type: blockType }, index) => {
      if (blockType !== 'input') return;
      problems.push(
        problem('must define `submit` to use an `input` block in modals', ['view', 'blocks', index, 'input']),
      );
    });
  }
  if (problems.length > 0) throw refusal(problems);
  return definition;
}

function refusal(problems: string[]): SlackError {
  return new SlackError('invalid_arguments', { problems });
}
