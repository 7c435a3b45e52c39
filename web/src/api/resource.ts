import { signal, type Signal } from '@preact/signals';
import { asFailure, isAbort, type RequestFailure } from './client';

export type Remote<T> =
  | { state: 'loading' }
  | { state: 'ready'; value: T }
  | { state: 'failed'; failure: RequestFailure };

/** Something the service holds: loaded once when first asked for, again on retry. */
export class Resource<T> {
  private readonly remote: Signal<Remote<T>> = signal({ state: 'loading' });
  private started = false;

  constructor(private readonly load: () => Promise<T>) {}

  get current(): Remote<T> {
    if (!this.started) {
      this.started = true;
      void this.run();
    }
    return this.remote.value;
  }

  get value(): T | null {
    const current = this.current;
    return current.state === 'ready' ? current.value : null;
  }

  retry = (): void => {
    this.remote.value = { state: 'loading' };
    void this.run();
  };

  /** Asks again and keeps what is there until the answer comes: nothing that reads it falls back to a skeleton. */
  refresh = async (): Promise<void> => {
    this.started = true;
    await this.run();
  };

  private async run(): Promise<void> {
    // A reader inside a computed must not see the signal change under its feet.
    await Promise.resolve();
    try {
      this.remote.value = { state: 'ready', value: await this.load() };
    } catch (error) {
      if (!isAbort(error)) this.remote.value = { state: 'failed', failure: asFailure(error) };
    }
  }
}

/** One resource per key, made when first asked for. */
export function family<T>(load: (key: string) => Promise<T>): (key: string) => Resource<T> {
  const members = new Map<string, Resource<T>>();
  return (key) => {
    let member = members.get(key);
    if (!member) members.set(key, (member = new Resource(() => load(key))));
    return member;
  };
}
