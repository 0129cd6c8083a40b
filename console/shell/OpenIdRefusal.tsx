import { Alert } from '@mantine/core';
import { useSay } from '../language';

/** Where the browser goes to sign in with the OpenID provider. */
export const openIdStart = '/api/v1/session/openid';

/** Why somebody who came back from the provider is not signed in: the word that the switch puts into the address, and what to do. */
const advice: Record<string, { title: string; advice: string }> = {
  failed: {
    title: 'The provider’s answer was no proof.',
    advice:
      'Try again. If it stays, the switch’s log says why: its address, its name or its secret at the provider may be wrong.',
  },
  unreachable: {
    title: 'The provider does not answer.',
    advice: 'Sign in by name, or try again later.',
  },
  unknown: {
    title: 'The switch knows no user of your name.',
    advice: 'An administrator can add one under People.',
  },
  disabled: {
    title: 'Your user may not sign in.',
    advice: 'An administrator can let you in again under People.',
  },
  place: {
    title: 'Your user may not sign in from here.',
    advice: 'An administrator can change from where under People.',
  },
  another: {
    title: 'The user of your name is somebody else at the provider.',
    advice: 'An administrator can delete that user, or give you another name.',
  },
  role: {
    title: 'The provider gives you no role that the switch knows.',
    advice: 'Whoever keeps the provider can give you one.',
  },
  name: {
    title: 'Your name at the provider can’t be a user’s name here.',
    advice: 'Whoever runs the switch can choose another claim for the name.',
  },
  locked: {
    title: 'Too many attempts failed from your address.',
    advice: 'Wait a few minutes, and try again.',
  },
};

export function OpenIdRefusal() {
  const say = useSay();
  const reason = new URLSearchParams(window.location.search).get('signIn');
  const known = reason === null ? undefined : advice[reason];
  return known ? (
    <Alert color="red" py={8} title={say(known.title)} data-part="refusal">
      {say(known.advice)}
    </Alert>
  ) : null;
}
