import type { ChangeKind } from './types';

export const CHANGE_KINDS: readonly ChangeKind[] = ['added', 'changed', 'removed'];

/** A code may be removed in one county and added in another: the kind is part of what tells them apart. */
export function changeId({ properties }: { properties: { change: ChangeKind; code: string } }): string {
  return `${properties.change}:${properties.code}`;
}
