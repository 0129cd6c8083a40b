import type { Say } from '../language';

/** The roles that every switch has; those that somebody made have the name that he gave them. */
const builtIn: Record<string, { word: string }> = {
  administrator: { word: 'administrator' },
  operator: { word: 'operator' },
  billing: { word: 'billing' },
  customer: { word: 'customer' },
};

/** A role as it is read; the API has its own name for it. */
export function roleText(name: string, say: Say): string {
  const role = Object.hasOwn(builtIn, name) ? builtIn[name] : undefined;
  return role ? say(role.word) : name;
}
