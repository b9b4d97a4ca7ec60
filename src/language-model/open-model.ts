import { createOpenAICompatible } from '@ai-sdk/openai-compatible';

/** Where the model is: any OpenAI-compatible endpoint, a local one included. */
export interface LanguageModelSettings {
  baseUrl: string;
  model: string;
  apiKey: string | undefined;
}

/** The model of that name at that endpoint, for the AI SDK. */
export function openModel({ baseUrl, model, apiKey }: LanguageModelSettings) {
  return createOpenAICompatible({ name: 'configured', baseURL: baseUrl, ...(apiKey !== undefined && { apiKey }) })(
    model,
  );
}
