import { isDeepStrictEqual } from 'node:util';
import type { Block, Element } from './blocks.ts';
import { elementsOf, type Placed } from './elements-of.ts';
import { problem } from './problems.ts';

/** Where blocks are shown. */
export type Surface = 'message' | 'modal' | 'home';

/** What no block can know by itself: ids that are taken, and what belongs elsewhere. */
export function brokenRules(blocks: Block[], surface: Surface, root: PropertyKey[]): string[] {
  const placed = elementsOf(blocks);
  return [
    ...repeatedBlockIds(blocks, root),
    ...repeatedActionIds(placed, root),
    ...outOfPlace(blocks, surface, root),
    ...strangeChoices(placed, root),
    ...focusTwice(placed, root),
  ];
}

function repeatedBlockIds(blocks: Block[], root: PropertyKey[]): string[] {
  const seen = new Set<string>();
  return blocks.flatMap(({ block_id }, index) => {
    const repeated = seen.has(block_id);
    seen.add(block_id);
    return repeated ? [problem(`\`block_id\` "${block_id}" already exists`, [...root, index, 'block_id'])] : [];
  });
}

/** Unique in their block: https://docs.slack.dev/reference/block-kit/block-elements */
function repeatedActionIds(placed: Placed[], root: PropertyKey[]): string[] {
  const seen = new Set<string>();
  return placed.flatMap(({ block, element, path }) => {
    const key = JSON.stringify([block.block_id, element.action_id]);
    const repeated = seen.has(key);
    seen.add(key);
    if (!repeated) return [];
    return [problem(`\`action_id\` "${element.action_id}" already exists`, [...root, ...path, 'action_id'])];
  });
}

function outOfPlace(blocks: Block[], surface: Surface, root: PropertyKey[]): string[] {
  return blocks.flatMap((block, index) => {
    if (block.type === 'markdown' && surface !== 'message') {
      return [problem('unsupported type: markdown', [...root, index, 'type'])];
    }
    if (block.type !== 'input' || block.element.type !== 'file_input') return [];
    if (surface === 'modal' && !block.dispatch_action) return [];
    return [problem('unsupported type: file_input', [...root, index, 'element', 'type'])];
  });
}

/** What is chosen from the start has to be one of the choices. */
function strangeChoices(placed: Placed[], root: PropertyKey[]): string[] {
  return placed.flatMap(({ element, path }) => {
    const choices = choicesOf(element);
    if (choices === undefined) return [];
    const chosen = [
      ...('initial_option' in element && element.initial_option ? [element.initial_option] : []),
      ...('initial_options' in element && element.initial_options ? element.initial_options : []),
    ];
    if (chosen.every(option => choices.some(choice => isDeepStrictEqual(choice, option)))) return [];
    return [problem('initial options must match options', [...root, ...path])];
  });
}

/** The choices that came with an element; undefined when it has none of its own. */
export function choicesOf(element: Element) {
  if ('options' in element && element.options) return element.options;
  if ('option_groups' in element && element.option_groups) return element.option_groups.flatMap(group => group.options);
  return undefined;
}

function focusTwice(placed: Placed[], root: PropertyKey[]): string[] {
  const focused = placed.filter(({ element }) => 'focus_on_load' in element && element.focus_on_load);
  return focused
    .slice(1)
    .map(({ path }) => problem('only one element can be focused on load', [...root, ...path, 'focus_on_load']));
}
