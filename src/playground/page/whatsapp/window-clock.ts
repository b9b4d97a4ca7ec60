import { element } from '../element.ts';

const HOUR_MS = 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

/** How long somebody may still be written to freely, by the time in the playground. */
export function createWindowClock(): {
  element: HTMLElement;
  show(endsAtMs: number | undefined, aheadMs: number): void;
} {
  const root = element('span', { class: 'bot-status' });
  let ticking: ReturnType<typeof setInterval> | undefined;
  return {
    element: root,
    show(endsAtMs, aheadMs) {
      clearInterval(ticking);
      const tell = () => {
        root.textContent = inWords(endsAtMs, Date.now() + aheadMs);
      };
      tell();
      ticking = setInterval(tell, MINUTE_MS / 2);
    },
  };
}

function inWords(endsAtMs: number | undefined, nowMs: number): string {
  if (endsAtMs === undefined) return 'has not written yet';
  const leftMs = endsAtMs - nowMs;
  if (leftMs <= 0) return 'window closed: only a template, until they write';
  const hours = Math.floor(leftMs / HOUR_MS);
  const minutes = Math.floor((leftMs % HOUR_MS) / MINUTE_MS);
  return `window open for ${hours} h ${minutes} min`;
}
