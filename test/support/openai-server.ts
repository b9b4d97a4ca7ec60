import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const chatRequest = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
});

/** What the server was asked, as it came over the wire. */
export interface ModelRequest {
  model: string;
  authorization: string | undefined;
  /** The words of the instructions, and of what the member said. */
  system: string;
  user: string;
  /** How many messages there were. */
  messages: number;
}

/** How the server answers from now on: with words, with a status, never, or by hanging up. */
export type ModelAnswer = string | { status: number } | 'never' | 'hang up';

/** A language model's endpoint (POST /chat/completions, https://platform.openai.com/docs/api-reference/chat) that says what a test tells it to. */
export interface OpenAiServer {
  /** What a bot takes for `LLM_BASE_URL`. */
  baseUrl: string;
  requests: ModelRequest[];
  /** Or what it answers to each request. */
  answer: ModelAnswer | ((request: ModelRequest) => ModelAnswer | Promise<ModelAnswer>);
  stop(): Promise<void>;
}

export async function startOpenAiServer(): Promise<OpenAiServer> {
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') return send(response, 404, {});
    const body = chatRequest.parse(JSON.parse(Buffer.concat(await request.toArray()).toString()));
    const said = (role: string) =>
      body.messages
        .filter(message => message.role === role)
        .map(({ content }) => content)
        .join('\n');
    const asked: ModelRequest = {
      model: body.model,
      authorization: request.headers.authorization,
      system: said('system'),
      user: said('user'),
      messages: body.messages.length,
    };
    running.requests.push(asked);
    reply(response, body.model, typeof running.answer === 'function' ? await running.answer(asked) : running.answer);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const running: OpenAiServer = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests: [],
    answer: 'none',
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  return running;
}

function reply(response: ServerResponse, model: string, answer: ModelAnswer): void {
  if (answer === 'never') return;
  if (answer === 'hang up') {
    response.destroy();
    return;
  }
  if (typeof answer !== 'string') {
    send(response, answer.status, { error: { message: 'told to fail' } });
    return;
  }
  send(response, 200, {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: answer }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** What a model says that names a card. */
export function naming(cardId: string, confidence: number): string {
  return JSON.stringify({ cardId, confidence });
}

/** What a model says that translates, text by text. @param into is given the English name of the language */
export function translating(into: (text: string, language: string) => string) {
  return ({ system, user }: ModelRequest): ModelAnswer => {
    const [, language = ''] = /Translate each of them into\s+([^,]+),/.exec(system) ?? [];
    const texts = z.array(z.string()).parse(JSON.parse(user));
    return JSON.stringify({ translations: texts.map(text => into(text, language)) });
  };
}
