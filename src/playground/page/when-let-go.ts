/** What is under a finger or a pressed mouse button. */
let pressed: Node | undefined;
const waiting = new Map<HTMLElement, () => void>();

addEventListener('pointerdown', ({ target }) => (pressed = target instanceof Node ? target : undefined), true);
// The click comes right after the release: what it is for must still be there.
for (const name of ['pointerup', 'pointercancel']) addEventListener(name, () => setTimeout(letGo), true);

/** Draws a part anew, but not under a finger: a button that is replaced between press and release is never clicked. */
export function whenLetGo(part: HTMLElement, draw: () => void): void {
  if (pressed && part.contains(pressed)) waiting.set(part, draw);
  else {
    waiting.delete(part);
    draw();
  }
}

function letGo(): void {
  pressed = undefined;
  const draws = [...waiting.values()];
  waiting.clear();
  for (const draw of draws) draw();
}
