import { html, raw } from 'hono/html';
import type { WebState } from './web-state.ts';

interface PairingView {
  state: WebState;
  /** What is to be scanned: a picture, as SVG. */
  picture?: string | undefined;
  /** What is to be typed on the telephone. */
  code?: string | undefined;
  problem?: string | undefined;
}

const SAID: Record<WebState['kind'], string> = {
  connected: 'WhatsApp is connected. You can close this page.',
  starting: 'WhatsApp is being opened. This page looks again by itself.',
  away: 'WhatsApp cannot be reached. It is tried again by itself, and so does this page.',
  pairing: 'WhatsApp waits for its telephone. This page looks again by itself.',
};

/** The page on which whoever looks after the bot links its telephone: a picture to scan, or a code to type. No script runs in it. */
export function pairingPage({ state, picture, code, problem }: PairingView) {
  const looksAgain = state.kind !== 'connected' && code === undefined && problem === undefined;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
${looksAgain ? html`<meta http-equiv="refresh" content="10">` : ''}
<title>Link WhatsApp</title>
<style>
  body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; background: #fff }
  svg { width: 100%; max-width: 22rem; height: auto }
  .code { font: 2rem/1.4 ui-monospace, monospace; letter-spacing: .2em }
  .problem { border-left: .3rem solid #b00020; padding-left: .7rem }
  input, button { font: inherit; padding: .4rem .6rem }
</style>
</head>
<body>
<h1>Link WhatsApp</h1>
<p>${SAID[state.kind]}</p>
${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
${code ? html`<p>On the telephone open WhatsApp › Linked devices › Link a device › Link with phone number instead, and type:</p><p class="code">${code}</p>` : ''}
${state.kind === 'pairing' && !code ? pairingWays(picture) : ''}
</body>
</html>`;
}

function pairingWays(picture: string | undefined) {
  return html`<p>On the telephone open WhatsApp › Linked devices › Link a device, and scan this:</p>
${picture ? raw(picture) : html`<p>The picture is being fetched.</p>`}
<form method="post">
<p><label>Or link it by a code. The number of the telephone, with its country code:<br><input name="phone" inputmode="tel" autocomplete="off" required></label>
<button>Give me a code</button></p>
</form>`;
}
