import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Submission } from '../src/screens/upload/types';

class Events {
  static last: Events;
  static readonly CLOSED = 2;
  readyState = 1;
  onerror: (() => void) | null = null;
  private listener: ((event: { data: string }) => void) | null = null;
  constructor(readonly url: string) {
    Events.last = this;
  }
  addEventListener(_: string, listener: (event: { data: string }) => void): void {
    this.listener = listener;
  }
  close(): void {
    this.readyState = Events.CLOSED;
  }
  say(submission: Partial<Submission>): void {
    this.listener!({ data: JSON.stringify(submission) });
  }
}

const draft = (state: Submission['state']) => ({ id: 7, revision: 1, state }) as Submission;

describe('a check that is under way', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('EventSource', Events);
    vi.stubGlobal('navigator', { onLine: true });
    vi.stubGlobal('addEventListener', () => undefined);
    vi.stubGlobal('location', { search: '', pathname: '/' });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const begin = async (answers: Submission['state'][]) => {
    const { watch } = await import('../src/screens/upload/watch');
    const heard: string[] = [];
    const ask = vi.fn(async () => ({ submission: draft(answers.shift() ?? 'checked'), tag: '' }));
    watch(7, (submission) => heard.push(submission.state), ask);
    return { heard, ask };
  };

  test('is told by events, until it is done', async () => {
    const { heard, ask } = await begin([]);
    Events.last.say(draft('checking'));
    Events.last.say(draft('checked'));
    Events.last.say(draft('published'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(heard).toEqual(['checking', 'checked']);
    expect(Events.last.readyState).toBe(Events.CLOSED);
    expect(ask).not.toHaveBeenCalled();
  });
  test('is asked for where the stream breaks', async () => {
    const { heard } = await begin(['checking', 'checking', 'checked']);
    Events.last.onerror!();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(heard).toEqual(['checking', 'checking', 'checked']);
  });
  test('is asked for where a proxy holds the stream back', async () => {
    const { heard, ask } = await begin(['checked']);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(heard).toEqual(['checked']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
