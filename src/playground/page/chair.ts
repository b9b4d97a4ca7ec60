/** Where the bot's picture is. It lies beside `main.ts`, as this does: what is bundled counts from there. */
export const chair = new URL('chair.svg', import.meta.url).pathname;
