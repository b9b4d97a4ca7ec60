/** The menus of the app in Slack, as `docs/slack-app-manifest.yaml` asks for them: the local Slack shows the same. */
export const slackApp = {
  commands: ['/folding-chair', '/case'],
  commandDescriptions: {
    '/folding-chair': 'Ask a question about rights in the UK',
    '/case': 'Open a case by its reference',
  },
  shortcuts: [{ callbackId: 'send_to_member', type: 'message' as const, name: 'Send to member' }],
};
