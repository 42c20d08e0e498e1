import type { AgentLine } from './agents.ts';
import { isAgent, nameOf } from './identity.ts';
import type { LogLine } from './read-line.ts';

/** What a line says about its agent's queues and pauses; `null` when it says nothing of that. */
export function agentLineOf(line: LogLine, agentOf: (written: string) => string): AgentLine | null {
  const { row, params, queue } = line;
  const agent = isAgent(line.agent) ? nameOf(agentOf(line.agent)) : null;
  if (agent === null) return null;
  if (row.does === 'answer') return { agent, queue, change: 'seen', paused: false, reason: '' };
  if (row.does !== 'agent') return null;
  const reason = row.reason === undefined ? '' : (params[row.reason]?.trim() ?? '');
  const change = queue === 'NONE' ? ofEveryQueue(row.change) : row.change;
  const paused =
    change === 'pause' || change === 'pauseAll' || (change === 'join' && params[0]?.trim() === 'PAUSED');
  return { agent, queue, change, paused, reason };
}

function ofEveryQueue(change: AgentLine['change']): AgentLine['change'] {
  if (change === 'pause') return 'pauseAll';
  if (change === 'unpause') return 'unpauseAll';
  return change;
}
