import { effect, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { giveUpSignIn, signInAsked } from '../state/session';

const dialog = signal<ComponentType | null>(null);

// Most who look at the map never sign in: the dialog comes when it is asked for.
effect(() => {
  if (signInAsked.value && !dialog.peek()) import('./sign-in').then((module) => (dialog.value = module.default), giveUpSignIn);
});

export function SignInGate() {
  const Dialog = dialog.value;
  return signInAsked.value && Dialog ? <Dialog /> : null;
}
