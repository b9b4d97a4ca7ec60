/** Asks the playground to do something; the address is below `/playground/`. @throws {Error} with the server's words */
export async function post(path: string, body: object = {}): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  return answered(await fetch(addressOf(path), { method: 'POST', headers, body: JSON.stringify(body) }));
}

/** Uploads a file's bytes. */
export async function upload(path: string, file: Blob): Promise<unknown> {
  const headers = { 'content-type': file.type || 'application/octet-stream' };
  return answered(await fetch(addressOf(path), { method: 'POST', headers, body: file }));
}

export function addressOf(path: string): string {
  const { pathname, search } = new URL(`../${path}`, import.meta.url);
  return pathname + search;
}

async function answered(response: Response): Promise<unknown> {
  if (response.ok) return response.json();
  throw new Error(`The playground answered ${response.status}: reload the page and try again.`);
}
