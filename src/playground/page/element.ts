type Listener = (event: Event) => void;
type Value = string | number | boolean | undefined | Listener;

/**
 * Makes an element. `onclick` and the like take a listener; any other name is an attribute: `true` sets it empty,
 * `false` and `undefined` leave it out.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Value> = {},
  ...children: (Node | string | false | undefined)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...children.filter(child => child !== false && child !== undefined));
  return made;
}
