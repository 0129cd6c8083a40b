import type { Schemas } from '../../api/client';

/** The command that a user runs behind the router; nothing is said of the port where it is SIP's own. */
export function natCheckCommand({ host, sipPort }: Schemas['SelfTestView']): string {
  const here = window.location.hostname;
  return `./tandem nat-check ${host || (sipPort === 0 || sipPort === 5060 ? here : `${here}:${sipPort}`)}`;
}
