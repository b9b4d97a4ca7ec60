import type { Block, Element } from './blocks.ts';

/** An element a person can use, and where it stands. */
export interface Placed {
  block: Block;
  element: Element;
  /** Below the list of blocks. */
  path: PropertyKey[];
}

/** Everything in these blocks that a person can use, in the order in which it is shown. */
export function elementsOf(blocks: Block[]): Placed[] {
  return blocks.flatMap((block, index): Placed[] => {
    switch (block.type) {
      case 'actions':
        return block.elements.map((element, place) => ({ block, element, path: [index, 'elements', place] }));
      case 'input':
        return [{ block, element: block.element, path: [index, 'element'] }];
      case 'section':
        if (block.accessory === undefined || block.accessory.type === 'image') return [];
        return [{ block, element: block.accessory, path: [index, 'accessory'] }];
      default:
        return [];
    }
  });
}
