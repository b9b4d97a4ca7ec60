/** What is under a finger or a pressed mouse button. */
let pressed: Node | undefined;
let release: number | undefined;
const waiting = new Map<HTMLElement, () => void>();

function hold({ target }: Event): void {
  clearTimeout(release); // a page that is busy may hear of the next press before it has let go of the last
  pressed = target instanceof Node ? target : undefined;
}

addEventListener('pointerdown', hold, true);
// The click comes right after the release: what it is for must still be there.
for (const name of ['pointerup', 'pointercancel']) addEventListener(name, () => (release = setTimeout(letGo)), true);

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
