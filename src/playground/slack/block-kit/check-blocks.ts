import { z } from 'zod';
import { SlackError } from '../slack-error.ts';
import { type Block, block } from './blocks.ts';
import { brokenRules } from './house-rules.ts';
import { problemsOf, slackWords } from './problems.ts';

const blocksMax = 50;
/** Of all markdown blocks of a message together: https://docs.slack.dev/reference/block-kit/blocks/markdown-block */
const markdownCharsMax = 12_000;
const blocks = z.array(block).max(blocksMax);

/**
 * The blocks of a message, with the ids that were left out.
 * @throws {SlackError} `invalid_blocks_format` when it is no list, `invalid_blocks` with what is wrong and where
 */
export function checkBlocks(given: unknown): Block[] {
  if (!Array.isArray(given)) throw new SlackError('invalid_blocks_format');
  const read = blocks.safeParse(given, { error: slackWords });
  const problems = read.success ? brokenRules(read.data, 'message', ['blocks']) : problemsOf(read.error, 'blocks');
  if (!read.success || problems.length > 0) throw new SlackError('invalid_blocks', { problems });
  const markdownChars = read.data.reduce((sum, { type, ...rest }) => {
    return type === 'markdown' && 'text' in rest && typeof rest.text === 'string' ? sum + rest.text.length : sum;
  }, 0);
  if (markdownChars > markdownCharsMax) throw new SlackError('msg_blocks_too_long');
  return read.data;
}
