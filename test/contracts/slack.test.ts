import { channelContract } from './channel-contract.ts';
import { channelFilesContract } from './channel-files-contract.ts';
import { slackUnderTest } from './slack-under-test.ts';

channelContract('Slack on Socket Mode', 'slack', () => slackUnderTest('Socket Mode'));
channelContract('Slack on HTTP', 'slack', () => slackUnderTest('HTTP'));
channelFilesContract('Slack', () => slackUnderTest('Socket Mode'));
