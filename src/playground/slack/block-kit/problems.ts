import type { z } from 'zod';

const missing = 'missing required field: ';

/** Zod's findings in the words that Slack has for them, as far as they are known from its answers. */
export function slackWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'too_big':
      if (issue.origin === 'string') return `must be less than ${Number(issue.maximum) + 1} characters`;
      if (issue.origin === 'array') return `no more than ${issue.maximum} items allowed`;
      return `must be less than ${Number(issue.maximum) + 1}`;
    case 'too_small':
      if (issue.origin === 'string') return `must be more than ${Number(issue.minimum) - 1} characters`;
      if (issue.origin === 'array') return `must provide at least ${issue.minimum} items`;
      return `must be more than ${Number(issue.minimum) - 1}`;
    case 'invalid_type':
      return issue.input === undefined ? missing : `must provide ${article(issue.expected)}`;
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys[0]}`;
    case 'invalid_union':
      return unsupported(issue.input);
    case 'invalid_value':
      if (issue.input === undefined) return missing;
      return issue.path?.at(-1) === 'type'
        ? `unsupported type: ${issue.input}`
        : `must be one of: ${issue.values.join(', ')}`;
    default:
      return undefined;
  }
}

/** @param root where the checked value stands: `blocks` or `view` */
export function problemsOf(error: z.ZodError, root: string): string[] {
  return error.issues.map(({ message, path }) => {
    if (message !== missing) return problem(message, [root, ...path]);
    return problem(missing + String(path.at(-1) ?? root), [root, ...path].slice(0, -1));
  });
}

export function problem(words: string, path: PropertyKey[]): string {
  return `${words} [json-pointer:/${path.map(String).join('/')}]`;
}

function unsupported(input: unknown): string {
  const type = typeof input === 'object' && input !== null && 'type' in input ? input.type : undefined;
  return type === undefined ? missing : `unsupported type: ${type}`;
}

function article(type: string): string {
  return type === 'object' || type === 'array' ? `an ${type}` : `a ${type}`;
}
